package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Condition;
import dev.fairlead.experiment.plan.Funnel;
import dev.fairlead.experiment.plan.Measurement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What became of one unit, by looking at all events again for each question. */
record NaiveOutcomes(RandomWorld world, String unit) {
    Instant entered() {
        return world.exposures().stream()
                .filter(met -> met.unit().equals(unit))
                .map(RandomWorld.Met::time)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** A cell as a table has it. */
    String measured(Measurement measurement, int fromDay, int toDay) {
        Instant from = entered().plus(Duration.ofDays(fromDay));
        Instant to = entered().plus(Duration.ofDays(toDay));
        if (to.isAfter(world.asOf())) {
            return "";
        }
        List<Event> events = once().stream()
                .filter(event -> event.type().equals(measurement.event())
                        && !event.time().isBefore(from)
                        && event.time().isBefore(to)
                        && holds(measurement.where(), event))
                .toList();
        List<Event> with = events.stream()
                .filter(event ->
                        measurement.field().map(event.fields()::containsKey).orElse(true))
                .toList();
        return switch (measurement.aggregate()) {
            case HAPPENED -> events.isEmpty() ? "0" : "1";
            case COUNT -> String.valueOf(events.size());
            case SUM ->
                number(with.stream()
                        .map(event -> new BigDecimal(amount(measurement, event)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .doubleValue());
            case DISTINCT ->
                String.valueOf(with.stream()
                        .map(event -> event.text(measurement.field().orElseThrow()))
                        .distinct()
                        .count());
            case MAX ->
                with.stream()
                        .map(event -> amount(measurement, event))
                        .max(Comparator.naturalOrder())
                        .map(NaiveOutcomes::number)
                        .orElse("");
            case LAST ->
                with.stream()
                        .max(Comparator.comparing(Event::time).thenComparing(event -> amount(measurement, event)))
                        .map(event -> number(amount(measurement, event)))
                        .orElse("");
        };
    }

    private static double amount(Measurement measurement, Event event) {
        double value = event.number(measurement.field().orElseThrow());
        return measurement.times().map(times -> value * event.number(times)).orElse(value);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static boolean holds(List<Condition> conditions, Event event) {
        return conditions.stream()
                .allMatch(condition -> event.fields().containsKey(condition.field())
                        && switch (condition) {
                            case Condition.OneOf(String field, List<String> values) ->
                                values.contains(event.text(field));
                            case Condition.Between(String field, double from, double below) ->
                                event.number(field) >= from && event.number(field) < below;
                        });
    }

    /** The unit's events until the end, each once. */
    private List<Event> once() {
        Set<String> seen = new HashSet<>();
        return world.events().stream()
                .filter(event -> event.unit().equals(unit)
                        && !event.time().isAfter(world.asOf())
                        && (event.id().isEmpty() || seen.add(event.id().get())))
                .toList();
    }

    /** Whether a step of a funnel was reached, counted from 1. */
    String reached(Funnel funnel, int step, int days) {
        Instant end = entered().plus(Duration.ofDays(days));
        if (end.isAfter(world.asOf())) {
            return "";
        }
        List<Event> inside = once().stream()
                .filter(event ->
                        !event.time().isBefore(entered()) && event.time().isBefore(end))
                .toList();
        return chain(funnel, inside, 0, step, entered()) ? "1" : "0";
    }

    /** Tries every event for the next step. */
    private static boolean chain(Funnel funnel, List<Event> events, int done, int step, Instant last) {
        if (done == step) {
            return true;
        }
        boolean strict = done > 0
                && funnel.steps().stream().map(Funnel.Step::event).distinct().count()
                        < funnel.steps().size();
        Funnel.Step next = funnel.steps().get(done);
        return events.stream()
                .anyMatch(event -> event.type().equals(next.event())
                        && holds(next.where(), event)
                        && (strict ? event.time().isAfter(last) : !event.time().isBefore(last))
                        && (funnel.withinHours().isEmpty()
                                || !event.time()
                                        .isAfter(last.plus(Duration.ofHours(
                                                funnel.withinHours().getAsInt()))))
                        && chain(funnel, events, done + 1, step, event.time()));
    }
}
