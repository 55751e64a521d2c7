package dev.fairlead.trees;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/**
 * Reads UBJSON (Universal Binary JSON, draft 12) as XGBoost writes it: objects without a count, arrays with or without count
 * and type of number; numbers big-endian. Left out are what XGBoost does not write: typed objects, arrays of a type
 * that needs no bytes, numbers of high precision, no-ops. A count is believed only if so many values fit what is left
 * of the file.
 */
final class UbjsonReader {
    private static final String READABLE = "the part of UBJSON that XGBoost writes";

    private final ByteBuffer bytes;

    private UbjsonReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static Value read(byte[] bytes) {
        var reader = new UbjsonReader(bytes);
        Place place = Place.offset(0);
        Value value = reader.value(place, reader.marker(place), 0);
        if (reader.bytes.hasRemaining()) {
            throw reader.wrong(place, "is followed by " + reader.bytes.remaining() + " bytes of something else");
        }
        return value;
    }

    private Value value(Place place, char marker, int depth) {
        return switch (marker) {
            case '{' -> object(place, deeper(place, depth));
            case '[' -> array(place, deeper(place, depth));
            case 'S' -> new Value.Text(place, string(place));
            case 'Z' -> new Value.Nothing(place);
            default -> new Value.Number(place, number(place, marker));
        };
    }

    private static int deeper(Place place, int depth) {
        if (depth == JsonReader.DEEPEST) {
            throw place.unsupported("lies too deep", "values " + JsonReader.DEEPEST + " deep");
        }
        return depth + 1;
    }

    private Value object(Place place, int depth) {
        var fields = new LinkedHashMap<String, Value>();
        while (!takes(place, '}')) {
            if (peek(place) == '$' || peek(place) == '#') {
                throw place.unsupported("is a typed or counted object", READABLE);
            }
            String name = string(place);
            Place field = place.field(name, bytes.position());
            if (fields.put(name, value(field, marker(field), depth)) != null) {
                throw place.damaged("has the field " + Field.quote(name) + " twice");
            }
        }
        return new Value.Entries(place, fields);
    }

    private Value array(Place place, int depth) {
        if (takes(place, '$')) {
            char type = marker(place);
            int size = size(place, type);
            if (!takes(place, '#')) {
                throw wrong(place, "has a type and no count");
            }
            return new Value.Numbers(place, numbers(place, type, count(place, size)));
        }
        boolean counted = takes(place, '#');
        int count = counted ? count(place, 1) : 0;
        var values = new ArrayValues(place);
        while (counted ? values.size() < count : !takes(place, ']')) {
            Place element = place.element(values.size(), bytes.position());
            char marker = marker(element);
            if ("{[SZ".indexOf(marker) >= 0) {
                values.add(value(element, marker, depth));
            } else {
                values.add(number(element, marker));
            }
        }
        return values.value();
    }

    private double[] numbers(Place place, char type, int count) {
        var numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(place, type);
        }
        return numbers;
    }

    /** @param size bytes of each of what is counted */
    private int count(Place place, int size) {
        char type = marker(place);
        if ("iUIlL".indexOf(type) < 0) {
            throw wrong(place, "has " + shown(type) + " where the type of a count belongs");
        }
        long count = integer(place, type);
        if (count < 0 || count > bytes.remaining() / size) {
            throw wrong(
                    place,
                    "promises " + count + " values of " + size + " bytes where " + bytes.remaining() + " are left");
        }
        return (int) count;
    }

    private String string(Place place) {
        int count = count(place, 1);
        try {
            var slice = bytes.slice(bytes.position(), count);
            String string = StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
            bytes.position(bytes.position() + count);
            return string;
        } catch (CharacterCodingException notText) {
            throw wrong(place, "has a text that is not UTF-8");
        }
    }

    private double number(Place place, char type) {
        return switch (type) {
            case 'T' -> 1;
            case 'F' -> 0;
            case 'd' -> Float.intBitsToFloat((int) integer(place, type));
            case 'D' -> Double.longBitsToDouble(integer(place, type));
            default -> integer(place, type);
        };
    }

    /** Bytes of a number of this type. */
    private int size(Place place, char type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw wrong(place, "has values of type " + shown(type) + ", which is no number");
        };
    }

    /** The bytes of a number as an integer. */
    private long integer(Place place, char type) {
        int size = size(place, type);
        if (bytes.remaining() < size) {
            throw end(place);
        }
        return switch (type) {
            case 'U' -> bytes.get() & 0xFF;
            case 'i' -> bytes.get();
            case 'I' -> bytes.getShort();
            case 'l', 'd' -> bytes.getInt();
            default -> bytes.getLong();
        };
    }

    private char marker(Place place) {
        char marker = peek(place);
        bytes.get();
        return marker;
    }

    private boolean takes(Place place, char marker) {
        if (peek(place) != marker) {
            return false;
        }
        bytes.get();
        return true;
    }

    private char peek(Place place) {
        if (!bytes.hasRemaining()) {
            throw end(place);
        }
        return (char) (bytes.get(bytes.position()) & 0xFF);
    }

    private ModelFormatException end(Place place) {
        return wrong(place, "is cut short by the end of the file");
    }

    private static String shown(char type) {
        return type > ' ' && type < 127 ? "'" + type + "'" : "the byte " + (int) type;
    }

    private ModelFormatException wrong(Place place, String what) {
        return place.movedTo(bytes.position()).damaged(what);
    }
}
