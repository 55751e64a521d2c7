/** Simulated worlds with known truth that react to decisions, and readers of public data sets. */
@NullMarked
package dev.fairlead.sim;

import org.jspecify.annotations.NullMarked;
