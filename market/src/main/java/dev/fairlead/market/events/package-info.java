/** A marketplace's events: what its products tell Fairlead. */
@NullMarked
package dev.fairlead.market.events;

import org.jspecify.annotations.NullMarked;
