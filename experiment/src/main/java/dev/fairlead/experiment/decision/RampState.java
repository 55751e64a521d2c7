package dev.fairlead.experiment.decision;

import java.time.Instant;

/**
 * Where a ramp is.
 *
 * @param step its place in the ramp, from 0
 * @param since when the step began, or the launch was rolled back
 * @param coverage share of the units that are in: that of the step, or 0 once rolled back
 */
public record RampState(int step, Instant since, double coverage) {
    public RampState {
        if (step < 0 || !(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException(
                    "a ramp is at a step from 0 and a coverage from 0 to 1, not at " + step + " and " + coverage);
        }
    }

    /** Whether the launch was taken back, for good. */
    public boolean rolledBack() {
        return coverage == 0;
    }
}
