package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Interval;

/**
 * A difference (treatment − control) as it may be read at this look.
 *
 * @param value in the unit of the metric
 * @param standardError in the same unit
 * @param interval of the confidence; valid at this look, by the plan's monitoring
 * @param confidence such as 0.95
 * @param p of no difference, of the plan's sides, valid at this look
 */
public record Reading(double value, double standardError, Interval interval, double confidence, double p) {}
