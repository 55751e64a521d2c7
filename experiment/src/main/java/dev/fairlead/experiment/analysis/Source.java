package dev.fairlead.experiment.analysis;

import java.util.List;
import java.util.Optional;

/**
 * Columns that a plan does not name.
 *
 * @param unit ids of units; empty if every row is known to be another unit, so that none can be in two arms. Not read where
 *     clusters are the units
 * @param arm names of arms
 * @param time when a unit entered, beginning with a date such as 2026-03-02; empty for no curves by day
 * @param slices further columns to look into; what is found there is exploratory
 */
public record Source(Optional<String> unit, String arm, Optional<String> time, List<String> slices) {
    public Source {
        slices = List.copyOf(slices);
    }
}
