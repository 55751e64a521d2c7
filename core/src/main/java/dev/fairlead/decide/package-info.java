/** A request, the decision made for it, and the way events come in. */
@NullMarked
package dev.fairlead.decide;

import org.jspecify.annotations.NullMarked;
