/** Policies that explore, each with the exact probability of what it chose. */
@NullMarked
package dev.fairlead.experiment.bandit;

import org.jspecify.annotations.NullMarked;
