/** Estimates what a policy would have brought from the decisions of another. */
@NullMarked
package dev.fairlead.cli.experiment.offpolicy;

import org.jspecify.annotations.NullMarked;
