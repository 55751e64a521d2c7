package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Condition;
import dev.fairlead.experiment.plan.Funnel;
import dev.fairlead.experiment.plan.Measurement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What columns are computed from: events in a window around the entry. */
sealed interface Source {
    TimeWindow window();

    /** Of a unit without events. */
    UnitEvents empty();

    /** The types of events that it counts. */
    Set<String> types();

    /** The fields that it reads. */
    Set<String> fields();

    /** One column. */
    record Measured(Measurement measurement, TimeWindow window) implements Source {
        @Override
        public Set<String> types() {
            return Set.of(measurement.event());
        }

        @Override
        public Set<String> fields() {
            var fields = named(measurement.where());
            measurement.field().ifPresent(fields::add);
            measurement.times().ifPresent(fields::add);
            return fields;
        }

        @Override
        public Tally empty() {
            return switch (measurement.aggregate()) {
                case HAPPENED -> new Tally.Happened();
                case COUNT -> new Tally.Count();
                case SUM -> new Tally.Sum();
                case DISTINCT -> new Tally.Distinct();
                case MAX -> new Tally.Max();
                case LAST -> new Tally.Last();
            };
        }
    }

    /** A column for each step. */
    record Stepped(Funnel funnel, TimeWindow window) implements Source {
        @Override
        public Chain empty() {
            return new Chain(funnel.steps().size());
        }

        @Override
        public Set<String> types() {
            var types = new HashSet<String>();
            funnel.steps().forEach(step -> types.add(step.event()));
            return types;
        }

        @Override
        public Set<String> fields() {
            var fields = new HashSet<String>();
            funnel.steps().forEach(step -> fields.addAll(named(step.where())));
            return fields;
        }
    }

    private static Set<String> named(List<Condition> conditions) {
        var fields = new HashSet<String>();
        conditions.forEach(condition -> fields.add(condition.field()));
        return fields;
    }
}
