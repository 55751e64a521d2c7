package dev.fairlead.experiment.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value (RFC 8259). Numbers are doubles, as in JavaScript; objects keep the order of their text and compare equal in
 * any order.
 */
public sealed interface Json {
    /** The value {@code null}. */
    Json NULL = new Null();

    /** See {@link Json#NULL}. */
    record Null() implements Json {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {}

    /** A finite number. */
    record Num(double value) implements Json {
        public Num {
            if (!Double.isFinite(value)) {
                throw new JsonException("JSON has no number " + value);
            }
        }
    }

    /** A string, of any UTF-16 code units. */
    record Str(String value) implements Json {}

    /** An array. */
    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /** An object; no name occurs twice. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of a name; empty if there is none. One that is null is there. */
        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }
    }

    static Json of(String value) {
        return new Str(value);
    }

    static Json of(double value) {
        return new Num(value);
    }

    static Json of(boolean value) {
        return new Bool(value);
    }

    /**
     * Reads one value, which the text holds and nothing else.
     *
     * @throws JsonException if it does not, or nests deeper than {@value JsonParser#DEEPEST}, or names a member twice
     */
    static Json parse(String text) {
        return new JsonParser(text).whole();
    }

    /**
     * The canonical form (RFC 8785, JCS): no white space, members in the order of their names' UTF-16 code units, numbers
     * as JavaScript prints them. Equal values have equal text.
     */
    default String canonical() {
        return CanonicalWriter.text(this);
    }
}
