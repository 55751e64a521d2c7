package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which events count and what is made of them. */
final class MeasurementReader {
    private static final String CONDITIONS = "an object of fields, each with a text, a list of texts or a range such as"
            + " {\"from\": 10, \"below\": 100}";

    private MeasurementReader() {}

    /** @param usual what is made of the events if nothing is said and no field is named */
    static Measurement read(Fields from, Aggregate usual) {
        Optional<String> field = from.optionalText("field");
        Aggregate aggregate = from.optionalChoice("aggregate", Aggregate.values())
                .orElse(field.isPresent() && usual == Aggregate.COUNT ? Aggregate.SUM : usual);
        return new Measurement(from.text("event"), aggregate, field, from.optionalText("times"), where(from));
    }

    static Funnel.Step step(Fields step) {
        String event = step.text("event");
        return new Funnel.Step(step.optionalText("name").orElse(event), event, where(step));
    }

    private static List<Condition> where(Fields from) {
        return from.optional("where", CONDITIONS, MeasurementReader::conditions).orElse(List.of());
    }

    private static Optional<List<Condition>> conditions(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return Optional.empty();
        }
        var conditions = new ArrayList<Condition>();
        for (Map.Entry<String, Json> each : object.members().entrySet()) {
            Optional<Condition> condition = condition(each.getKey(), each.getValue());
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return Optional.of(conditions);
    }

    private static Optional<Condition> condition(String field, Json json) {
        return switch (json) {
            case Json.Obj range -> between(field, range);
            case Json.Arr _ -> Typed.texts(json).map(texts -> new Condition.OneOf(field, texts));
            default -> Typed.text(json).map(text -> new Condition.OneOf(field, List.of(text)));
        };
    }

    private static Optional<Condition> between(String field, Json.Obj range) {
        Optional<Double> from = range.get("from").flatMap(Typed::number);
        Optional<Double> below = range.get("below").flatMap(Typed::number);
        int read = (from.isPresent() ? 1 : 0) + (below.isPresent() ? 1 : 0);
        return read == 0 || read != range.members().size()
                ? Optional.empty()
                : Optional.of(new Condition.Between(
                        field, from.orElse(Double.NEGATIVE_INFINITY), below.orElse(Double.POSITIVE_INFINITY)));
    }
}
