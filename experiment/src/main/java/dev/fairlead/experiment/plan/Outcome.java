package dev.fairlead.experiment.plan;

import java.util.List;

/** Where the columns of a metric come from. */
public sealed interface Outcome {
    /** The table of units that is analysed has them. */
    record Tabled() implements Outcome {}

    /**
     * They are computed from events in the window of the metric, which goes from {@code startDays} days after a unit's entry,
     * included, to {@code startDays + windowDays} days after it, excluded. A day is 24 hours.
     *
     * @param columns one measurement of each column of the metric's kind, in its order
     */
    record Measured(List<Measurement> columns, int startDays) implements Outcome {
        public Measured {
            columns = List.copyOf(columns);
        }
    }

    /**
     * They say whether a unit reached a step of a funnel; see {@link Funnel#metrics}.
     *
     * @param step from 1
     * @param ofPrevious whether the metric is the share of those who reached the step before, and not of all who entered
     */
    record Step(Funnel funnel, int step, boolean ofPrevious) implements Outcome {
        /** Whether it stands for the funnel: the share of all who entered that went through it. */
        boolean whole() {
            return !ofPrevious && step == funnel.steps().size();
        }
    }
}
