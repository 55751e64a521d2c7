package dev.fairlead.experiment.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * Steps that units take one after the other. A unit reached a step if there is a chain of events, one of each step so far and
 * none of two, in the metric's window and in the order of time. Events of different steps may be at the same time, unless
 * two steps are of the same type of event.
 *
 * @param steps at least two
 * @param withinHours each step must also follow the one before, the first the entry, within so many hours; empty for no limit
 *     but the metric's window
 */
public record Funnel(String name, List<Step> steps, OptionalInt withinHours) {
    /** More steps than anybody reads. */
    static final int MOST_STEPS = 20;

    public Funnel {
        steps = List.copyOf(steps);
    }

    /**
     * One of them.
     *
     * @param name by which results name it
     * @param event type of the events by which it is reached
     * @param where all of them must hold of such an event
     */
    public record Step(String name, String event, List<Condition> where) {
        public Step {
            where = where.stream()
                    .sorted(Comparator.comparing(Condition::field))
                    .toList();
        }
    }

    /** The column that says whether a unit reached a step, counted from 1: {@code checkout/2-cart}. */
    public String column(int step) {
        return name + "/" + label(step);
    }

    private String label(int step) {
        return step + "-" + steps.get(step - 1).name();
    }

    /** The metric of all who entered that went through. */
    Metric whole(Direction direction, int windowDays) {
        return metrics(direction, windowDays).getFirst();
    }

    /**
     * The metrics of a funnel: the share of all who entered that reached the last step, then that of each other step, then for
     * each but the first its share of those who reached the step before, {@code checkout/3-order-of-2-cart}.
     */
    public List<Metric> metrics(Direction direction, int windowDays) {
        var metrics = new ArrayList<Metric>();
        metrics.add(share(steps.size(), direction, windowDays));
        for (int step = 1; step < steps.size(); step++) {
            metrics.add(share(step, direction, windowDays));
        }
        for (int step = 2; step <= steps.size(); step++) {
            metrics.add(new Metric(
                    column(step) + "-of-" + label(step - 1),
                    new MetricKind.Ratio(column(step), column(step - 1)),
                    direction,
                    windowDays,
                    new Capping.None(),
                    new Outcome.Step(this, step, true)));
        }
        return metrics;
    }

    private Metric share(int step, Direction direction, int windowDays) {
        return new Metric(
                column(step),
                new MetricKind.Proportion(column(step)),
                direction,
                windowDays,
                new Capping.None(),
                new Outcome.Step(this, step, false));
    }
}
