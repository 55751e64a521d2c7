package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The effect on a primary metric of all units that had entered by each day.
 *
 * @param days on which it could be estimated
 * @param trend change per day of the effect on those who entered on a day; empty with fewer than three days
 */
public record Curve(String metric, String arm, List<Day> days, Optional<Estimate> trend) {
    public Curve {
        days = List.copyOf(days);
    }

    /**
     * By the end of a day.
     *
     * @param units that had entered, of all arms, and whose windows are over
     * @param interval at this day, as if it were a look; with a fixed horizon only the last may be read
     */
    public record Day(LocalDate date, long units, double value, Interval interval) {}
}
