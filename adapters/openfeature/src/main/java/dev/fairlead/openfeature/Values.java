package dev.fairlead.openfeature;

import dev.fairlead.experiment.json.Json;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.MutableStructure;
import dev.openfeature.sdk.Structure;
import dev.openfeature.sdk.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between OpenFeature's values and JSON. */
final class Values {
    private Values() {}

    static Value of(Json json) {
        return switch (json) {
            case Json.Null _ -> new Value();
            case Json.Bool(boolean value) -> new Value(value);
            case Json.Num(double value) -> new Value(value);
            case Json.Str(String value) -> new Value(value);
            case Json.Arr(List<Json> elements) ->
                new Value(elements.stream().map(Values::of).toList());
            case Json.Obj(Map<String, Json> members) -> {
                var structure = new MutableStructure();
                members.forEach((name, value) -> structure.add(name, of(value)));
                yield new Value(structure);
            }
        };
    }

    /**
     * The attributes of a context.
     *
     * @param unit the attribute that the targeting key stands for
     */
    static Json.Obj attributes(@Nullable EvaluationContext context, String unit) {
        var attributes = new LinkedHashMap<String, Json>();
        if (context != null) {
            attributes.putAll(members(context));
            attributes.remove(EvaluationContext.TARGETING_KEY);
            String key = context.getTargetingKey();
            if (key != null && !key.isBlank()) {
                attributes.putIfAbsent(unit, Json.of(key));
            }
        }
        return new Json.Obj(attributes);
    }

    private static Map<String, Json> members(Structure structure) {
        var members = new LinkedHashMap<String, Json>();
        structure.asMap().forEach((name, value) -> members.put(name, json(value)));
        return members;
    }

    /** A time becomes ISO-8601 text, and a number that JSON does not have null. */
    private static Json json(@Nullable Value value) {
        if (value == null || value.isNull()) {
            return Json.NULL;
        } else if (value.isBoolean()) {
            return Json.of(value.asBoolean());
        } else if (value.isNumber()) {
            double number = value.asDouble();
            return Double.isFinite(number) ? Json.of(number) : Json.NULL;
        } else if (value.isStructure()) {
            return new Json.Obj(members(value.asStructure()));
        } else if (value.isList()) {
            return new Json.Arr(value.asList().stream().map(Values::json).toList());
        }
        return Json.of(value.isInstant() ? value.asInstant().toString() : value.asString());
    }
}
