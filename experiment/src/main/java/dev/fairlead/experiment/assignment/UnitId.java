package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;
import java.util.Optional;

/**
 * An attribute that says which unit this is.
 *
 * @param attribute its name
 * @param value as given
 * @param unit as text, never ""
 */
public record UnitId(String attribute, Json value, String unit) {
    /** The id by an attribute; empty if that is missing, "", 0, false, an array or an object. */
    public static Optional<UnitId> of(Json.Obj attributes, String attribute) {
        Json value = attributes.members().getOrDefault(attribute, Json.NULL);
        String unit = switch (value) {
            case Json.Str text -> text.value();
            case Json.Num number -> number.value() == 0 ? "" : number.canonical();
            case Json.Bool bool -> bool.value() ? "true" : "";
            case Json.Null _, Json.Arr _, Json.Obj _ -> "";
        };
        return unit.isEmpty() ? Optional.empty() : Optional.of(new UnitId(attribute, value, unit));
    }

    /** The id by an attribute, or where that is missing by another. */
    public static Optional<UnitId> of(Json.Obj attributes, String attribute, Optional<String> fallback) {
        Optional<UnitId> id = of(attributes, attribute);
        return id.isPresent() ? id : fallback.flatMap(other -> of(attributes, other));
    }
}
