package dev.fairlead.experiment.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/** Writes the canonical form of RFC 8785. */
final class CanonicalWriter {
    private static final int LONGEST_WHOLE = 21;
    private static final int MOST_LEADING_ZEROS = 6;

    private final StringBuilder out = new StringBuilder();

    private CanonicalWriter() {}

    static String text(Json value) {
        var writer = new CanonicalWriter();
        writer.write(value);
        return writer.out.toString();
    }

    private void write(Json value) {
        switch (value) {
            case Json.Null _ -> out.append("null");
            case Json.Bool bool -> out.append(bool.value());
            case Json.Num number -> out.append(number(number.value()));
            case Json.Str string -> string(string.value());
            case Json.Arr array -> {
                out.append('[');
                for (Json element : array.elements()) {
                    comma('[');
                    write(element);
                }
                out.append(']');
            }
            case Json.Obj object -> {
                out.append('{');
                for (Map.Entry<String, Json> member : new TreeMap<>(object.members()).entrySet()) {
                    comma('{');
                    string(member.getKey());
                    out.append(':');
                    write(member.getValue());
                }
                out.append('}');
            }
        }
    }

    private void comma(char opening) {
        if (out.charAt(out.length() - 1) != opening) {
            out.append(',');
        }
    }

    private void string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** As ECMAScript's Number::toString: the shortest digits that read back as this double, placed by its rules. */
    private static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (value < 0 ? "-" : "") + placed(digits, point);
    }

    /** Java prints at least two digits, also where one tells the double from its neighbours. */
    private static BigDecimal shortest(double value) {
        BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = printed.round(new MathContext(1));
        return printed.precision() == 2 && one.doubleValue() == value ? one : printed;
    }

    private static String placed(String digits, int point) {
        int count = digits.length();
        if (point > LONGEST_WHOLE || point <= -MOST_LEADING_ZEROS) {
            int exponent = point - 1;
            return digits.charAt(0) + (count > 1 ? "." + digits.substring(1) : "") + "e" + (exponent < 0 ? "-" : "+")
                    + Math.abs(exponent);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return count <= point
                ? digits + "0".repeat(point - count)
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
