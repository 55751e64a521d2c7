/** From scored candidates to a slate: the rules in running order, exploration, and the exact propensity of what is shown. */
@NullMarked
package dev.fairlead.policy;

import org.jspecify.annotations.NullMarked;
