package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;
import java.util.Optional;

/**
 * An attribute that says which unit this is.
 *
 * @param attribute its name
 * @param value as given
 * @param unit as text
 */
record Identity(String attribute, Json value, String unit) {
    /** The identity by an attribute; empty if that is missing, "", 0, false, an array or an object. */
    static Optional<Identity> of(Json.Obj attributes, String attribute) {
        Json value = attributes.members().getOrDefault(attribute, Json.NULL);
        boolean usable = JavaScript.truthy(value) && !(value instanceof Json.Arr || value instanceof Json.Obj);
        return usable ? Optional.of(new Identity(attribute, value, JavaScript.string(value))) : Optional.empty();
    }

    static Optional<Identity> of(Json.Obj attributes, String attribute, Optional<String> fallback) {
        Optional<Identity> identity = of(attributes, attribute);
        return identity.isPresent() ? identity : fallback.flatMap(other -> of(attributes, other));
    }
}
