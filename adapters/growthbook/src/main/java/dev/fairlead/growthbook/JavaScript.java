package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The conversions that JavaScript does by itself (ECMA-262, "Type Conversion"), on which conditions rely. */
final class JavaScript {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?+(?:Infinity|(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?+[0-9]++)?+)");

    private JavaScript() {}

    static boolean truthy(Json value) {
        return switch (value) {
            case Json.Null _ -> false;
            case Json.Bool bool -> bool.value();
            case Json.Num number -> number.value() != 0;
            case Json.Str string -> !string.value().isEmpty();
            case Json.Arr _, Json.Obj _ -> true;
        };
    }

    static String string(Json value) {
        return switch (value) {
            case Json.Null _ -> "null";
            case Json.Bool bool -> bool.value() ? "true" : "false";
            case Json.Num number -> number.canonical();
            case Json.Str string -> string.value();
            case Json.Arr array ->
                array.elements().stream()
                        .map(element -> element instanceof Json.Null ? "" : string(element))
                        .collect(Collectors.joining(","));
            case Json.Obj _ -> "[object Object]";
        };
    }

    static double number(Json value) {
        return switch (value) {
            case Json.Null _ -> 0;
            case Json.Bool bool -> bool.value() ? 1 : 0;
            case Json.Num number -> number.value();
            case Json.Str string -> number(string.value());
            case Json.Arr array -> number(string(array));
            case Json.Obj _ -> Double.NaN;
        };
    }

    static double number(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return 0;
        }
        if (trimmed.length() > 2 && trimmed.charAt(0) == '0') {
            switch (trimmed.charAt(1)) {
                case 'x', 'X' -> {
                    return whole(trimmed, 16);
                }
                case 'o', 'O' -> {
                    return whole(trimmed, 8);
                }
                case 'b', 'B' -> {
                    return whole(trimmed, 2);
                }
                default -> {}
            }
        }
        return DECIMAL.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : Double.NaN;
    }

    private static double whole(String text, int radix) {
        double value = 0;
        for (int i = 2; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || text.charAt(i) > 'f') {
                return Double.NaN;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** What {@code ===} says: arrays and objects are never the same as what a condition holds. */
    static boolean strictlyEqual(Json a, Json b) {
        if (a instanceof Json.Num x && b instanceof Json.Num y) {
            return x.value() == y.value();
        }
        return !(a instanceof Json.Arr || a instanceof Json.Obj) && a.equals(b);
    }

    static String type(Json value) {
        return switch (value) {
            case Json.Null _ -> "null";
            case Json.Bool _ -> "boolean";
            case Json.Num _ -> "number";
            case Json.Str _ -> "string";
            case Json.Arr _ -> "array";
            case Json.Obj _ -> "object";
        };
    }
}
