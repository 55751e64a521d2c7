package dev.fairlead.trees;

import java.util.Arrays;

/** Numbers separated by spaces, as LightGBM writes arrays. Arrays grow with the text, never with what the text promises. */
final class Tokens {
    private final Field field;
    private final String text;
    private int next;

    private Tokens(Field field) {
        this.field = field;
        this.text = field.value();
    }

    static int count(Field field) {
        var tokens = new Tokens(field);
        int count = 0;
        while (tokens.hasNext()) {
            tokens.next = tokens.end();
            count++;
        }
        return count;
    }

    static double[] doubles(Field field, int length) {
        requireLength(field, length);
        var tokens = new Tokens(field);
        var numbers = new double[length];
        Arrays.setAll(numbers, i -> tokens.nextFinite());
        return numbers;
    }

    /** A threshold may be infinite: such a split only tells missing values from all others. */
    static double[] thresholds(Field field, int length) {
        requireLength(field, length);
        var tokens = new Tokens(field);
        var numbers = new double[length];
        Arrays.setAll(numbers, i -> tokens.nextThreshold());
        return numbers;
    }

    /** Gains may be infinite or not a number in files of healthy models; they do not touch the score. */
    static float[] gains(Field field, int length) {
        requireLength(field, length);
        var tokens = new Tokens(field);
        var numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = tokens.nextGain();
        }
        return numbers;
    }

    static int[] ints(Field field, int length) {
        requireLength(field, length);
        var tokens = new Tokens(field);
        var numbers = new int[length];
        Arrays.setAll(numbers, i -> tokens.nextInt());
        return numbers;
    }

    /** Unsigned 32-bit words, kept in the bits of an int. */
    static int[] words(Field field, int length) {
        requireLength(field, length);
        var tokens = new Tokens(field);
        var numbers = new int[length];
        Arrays.setAll(numbers, i -> tokens.nextWord());
        return numbers;
    }

    static void requireLength(Field field, int length) {
        int found = count(field);
        if (found != length) {
            throw field.damaged("has " + found + " values where " + length + " belong");
        }
    }

    private boolean hasNext() {
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next < text.length();
    }

    private String next() {
        int end = end();
        String token = text.substring(next, end);
        next = end;
        return token;
    }

    private int end() {
        int space = text.indexOf(' ', next);
        return space < 0 ? text.length() : space;
    }

    private String required() {
        if (!hasNext()) {
            throw field.damaged("ends too early");
        }
        return next();
    }

    private double nextThreshold() {
        String token = required();
        return token.equals("inf") ? Double.POSITIVE_INFINITY : finite(token);
    }

    private double nextFinite() {
        return finite(required());
    }

    private double finite(String token) {
        double number = number(token);
        if (Double.isInfinite(number)) {
            throw notANumber(token);
        }
        return number;
    }

    private double number(String token) {
        try {
            if (isDecimal(token)) {
                return Double.parseDouble(token);
            }
        } catch (NumberFormatException notDecimal) {
            // Told below, with the line.
        }
        throw notANumber(token);
    }

    private ModelFormatException notANumber(String token) {
        return field.damaged("has " + Field.quote(token) + " where a finite number belongs");
    }

    private float nextGain() {
        String token = required();
        return switch (token) {
            case "inf" -> Float.POSITIVE_INFINITY;
            case "-inf" -> Float.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Float.NaN;
            default -> (float) number(token);
        };
    }

    private int nextInt() {
        return Math.toIntExact(nextInteger(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private int nextWord() {
        return (int) nextInteger(0, 0xFFFF_FFFFL);
    }

    private long nextInteger(long least, long most) {
        String token = required();
        try {
            long number = Long.parseLong(token);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notAnInteger) {
            // Told below, with the line.
        }
        throw field.damaged(
                "has " + Field.quote(token) + " where an integer from " + least + " to " + most + " belongs");
    }

    /** Java alone would also take hexadecimal floats, type suffixes and words; the format has none of them. */
    private static boolean isDecimal(String token) {
        for (int i = 0; i < token.length(); i++) {
            if ("0123456789+-.eE".indexOf(token.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
