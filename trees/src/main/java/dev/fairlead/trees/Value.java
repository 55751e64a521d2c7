package dev.fairlead.trees;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a JSON or UBJSON file. The methods that read it refuse what they do not expect, and say where. */
sealed interface Value {
    Place place();

    /** As in "is a text where an object belongs". */
    String kind();

    /** An object. */
    record Entries(Place place, Map<String, Value> fields) implements Value {
        @Override
        public String kind() {
            return "an object";
        }

        Value required(String name) {
            return optional(name).orElseThrow(() -> place.damaged("has no field " + Field.quote(name)));
        }

        Optional<Value> optional(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        /** A field outside the known ones is refused, because it may change what the others mean. */
        Entries requireKnown(Set<String> known) {
            for (String name : fields.keySet()) {
                if (!known.contains(name)) {
                    throw place.unsupported(
                            "has an unknown field " + Field.quote(name), "XGBoost models of versions 1, 2 and 3");
                }
            }
            return this;
        }
    }

    /** An array of anything but numbers. */
    record Items(Place place, List<Value> values) implements Value {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** An array of numbers, maybe empty. */
    record Numbers(Place place, double[] values) implements Value {
        @Override
        public String kind() {
            return values.length == 0 ? "an empty array" : "an array of numbers";
        }
    }

    /** One number; true is 1 and false 0. */
    record Number(Place place, double value) implements Value {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Text(Place place, String value) implements Value {
        @Override
        public String kind() {
            return "a text";
        }
    }

    record Nothing(Place place) implements Value {
        @Override
        public String kind() {
            return "null";
        }
    }

    default Entries object() {
        if (this instanceof Entries entries) {
            return entries;
        }
        throw instead("an object");
    }

    default String text() {
        if (this instanceof Text text) {
            return text.value();
        }
        throw instead("a text");
    }

    /** The values of an array that holds no numbers. */
    default List<Value> items() {
        if (this instanceof Items items) {
            return items.values();
        }
        if (this instanceof Numbers numbers && numbers.values().length == 0) {
            return List.of();
        }
        throw instead("an array of objects or texts");
    }

    default double[] numbers() {
        if (this instanceof Numbers numbers) {
            return numbers.values();
        }
        throw instead("an array of numbers");
    }

    default double[] numbers(int length) {
        double[] numbers = numbers();
        if (numbers.length != length) {
            throw place().damaged("has " + numbers.length + " values where " + length + " belong");
        }
        return numbers;
    }

    default int[] ints(int length, int least, int most) {
        double[] numbers = numbers(length);
        var ints = new int[length];
        for (int i = 0; i < length; i++) {
            if (!isInteger(numbers[i], least, most)) {
                throw notAnInteger(place().element(i), numbers[i], least, most);
            }
            ints[i] = (int) numbers[i];
        }
        return ints;
    }

    /** An integer, written as a number or, as XGBoost writes its parameters, in a text. */
    default int integer(int least, int most) {
        double number = this instanceof Number given ? given.value() : parsed(text());
        if (!isInteger(number, least, most)) {
            throw notAnInteger(place(), number, least, most);
        }
        return (int) number;
    }

    private long parsed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notAnInteger) {
            throw place().damaged("is " + Field.quote(text) + " where an integer belongs");
        }
    }

    private static boolean isInteger(double number, int least, int most) {
        return number >= least && number <= most && number == Math.rint(number);
    }

    private static ModelFormatException notAnInteger(Place place, double number, int least, int most) {
        String shown = number == (long) number ? String.valueOf((long) number) : String.valueOf(number);
        return place.damaged("is " + shown + " where an integer from " + least + " to " + most + " belongs");
    }

    private ModelFormatException instead(String wanted) {
        return place().damaged("is " + kind() + " where " + wanted + " belongs");
    }
}
