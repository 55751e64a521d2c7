package dev.fairlead.launch;

import dev.fairlead.decide.Label;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.experiment.plan.Aggregate;
import dev.fairlead.experiment.plan.Measurement;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * What a metric of a plan is for a single decision: its events, counted or summed, that name the decision.
 *
 * @param label whose outcomes they are
 * @param horizon how long after the decision they count: the shorter of the label's window and the metric's
 * @param measurement of each event
 */
record DecisionReward(String metric, Label<?> label, Duration horizon, Measurement measurement) {
    /** Empty where a metric is no count or sum of events that name decisions. */
    static Optional<DecisionReward> of(Metric metric, Collection<Label<?>> labels, EventTypes types) {
        if (!(metric.outcome() instanceof Outcome.Measured measured)
                || measured.columns().size() != 1) {
            return Optional.empty();
        }
        Measurement measurement = measured.columns().getFirst();
        boolean summed = measurement.aggregate() == Aggregate.HAPPENED
                || measurement.aggregate() == Aggregate.COUNT
                || measurement.aggregate() == Aggregate.SUM;
        return labels.stream()
                .filter(label -> summed
                        && types.all().stream()
                                .anyMatch(type -> type.name().equals(measurement.event())
                                        && type.type().equals(label.outcome())))
                .findFirst()
                .map(label -> new DecisionReward(
                        metric.name(),
                        label,
                        shorter(label.window(), Duration.ofDays(metric.windowDays())),
                        measurement));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What an event adds; 0 for one that does not count. */
    double of(EventTypes types, Event event) {
        if (!label.outcome().isInstance(event)) {
            return 0;
        }
        LoggedFact fact = new LoggedFact(types, event, "");
        if (!fact.meets(measurement.where())) {
            return 0;
        }
        double value = measurement.aggregate() == Aggregate.SUM
                ? measurement.field().map(fact::number).orElse(1.0)
                        * measurement.times().map(fact::number).orElse(1.0)
                : 1;
        return Double.isNaN(value) ? 0 : value;
    }
}
