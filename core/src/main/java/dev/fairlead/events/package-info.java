/** Canonical events of a product: typed records, each with its data contract. */
@NullMarked
package dev.fairlead.events;

import org.jspecify.annotations.NullMarked;
