/** What another policy would have earned, from a log with propensities; and what positions do to clicks. */
@NullMarked
package dev.fairlead.experiment.offpolicy;

import org.jspecify.annotations.NullMarked;
