/**
 * Classical inference of experiments. Folds keep what the analyses need (counts, moments, cluster totals) and no rows; they
 * merge, so parts may be folded apart. Analyses read folds and return an {@link dev.fairlead.experiment.Estimate} or an
 * {@link dev.fairlead.experiment.Interval}; differences are treatment less control.
 */
@NullMarked
package dev.fairlead.experiment.inference;

import org.jspecify.annotations.NullMarked;
