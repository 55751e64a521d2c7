package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.decision.ValidityCheck;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the comparison is one, and how far it is.
 *
 * @param arms each with its units
 * @param sampleRatioP of the units that the weights promise
 * @param several units in several arms, which are left out
 * @param checks one of each subject
 * @param cuts the sample ratio by slice, day and hour
 * @param losses of metrics of which values are missing
 * @param bounds of effects under attrition
 * @param windows a row per metric and arm
 * @param cohorts by day of entry; empty without times
 * @param asOf when outcomes were read; empty without times
 * @param notes what else a reader must know, in sentences
 * @param information share of the planned units that is in, with the windows of all primary metrics over
 * @param entered share of the planned units that is in, whether windows are over or not
 * @param daysLeft until the planned units are in, at the pace so far; empty without times
 */
public record Health(
        List<ArmUnits> arms,
        double sampleRatioP,
        long several,
        List<ValidityCheck> checks,
        List<Cut> cuts,
        List<Loss> losses,
        List<Bounds> bounds,
        List<Window> windows,
        List<Cohort> cohorts,
        Optional<Moment> asOf,
        List<String> notes,
        double information,
        double entered,
        OptionalLong daysLeft) {
    public Health {
        arms = List.copyOf(arms);
        checks = List.copyOf(checks);
        cuts = List.copyOf(cuts);
        losses = List.copyOf(losses);
        bounds = List.copyOf(bounds);
        windows = List.copyOf(windows);
        cohorts = List.copyOf(cohorts);
        notes = List.copyOf(notes);
    }

    /**
     * An arm's units.
     *
     * @param planned share of all units
     */
    public record ArmUnits(String arm, long units, double planned) {}

    /**
     * The sample ratio in the cells of a cut.
     *
     * @param by a column of slices, {@code day} or {@code hour}
     * @param together p-value of all cells together
     * @param adjusted the least p-value of the cut, adjusted for its cells and for all cuts
     * @param failed whether it stops the verdict
     */
    public record Cut(String by, List<CutCell> cells, double together, double adjusted, boolean failed) {
        public Cut {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell of a cut.
     *
     * @param units of each arm, in the plan's order
     * @param p exact, of the planned ratio, not adjusted
     * @param adjusted for all cells and cuts
     */
    public record CutCell(String value, List<Long> units, double p, double adjusted) {
        public CutCell {
            units = List.copyOf(units);
        }
    }

    /**
     * Units of which a metric is missing.
     *
     * @param control share missing
     * @param treatment share missing
     * @param p of no difference between the shares
     */
    public record Loss(String metric, String arm, double control, double treatment, double p) {}

    /**
     * Lee's bounds of a primary metric's effect, with the interval that covers it wherever it lies between them.
     *
     * @param interval of Imbens and Manski, at the plan's confidence
     */
    public record Bounds(String metric, String arm, Interval bounds, Interval interval) {}

    /**
     * The units of an arm that a metric counts.
     *
     * @param days of the window
     * @param over units whose window was over
     * @param open units whose window was not, and which are left out
     */
    public record Window(String metric, String arm, int days, long over, long open) {}

    /**
     * Those who entered on a day.
     *
     * @param units of each arm
     * @param over for each metric in the plan's order, units of all arms whose window was over
     */
    public record Cohort(LocalDate day, List<Long> units, List<Long> over) {
        public Cohort {
            units = List.copyOf(units);
            over = List.copyOf(over);
        }
    }
}
