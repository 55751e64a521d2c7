/**
 * Runs a plan over rows of units. Two folds read the rows, one after the other: {@link
 * dev.fairlead.experiment.analysis.Survey} finds who is in, and {@link dev.fairlead.experiment.analysis.Analysis} measures
 * them; its result is a {@link dev.fairlead.experiment.analysis.Readout}.
 */
@NullMarked
package dev.fairlead.experiment.analysis;

import org.jspecify.annotations.NullMarked;
