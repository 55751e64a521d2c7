package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;

/** Makes of a version (such as v1.10.2-rc.1+build) a text that sorts as versions do, by GrowthBook's rules. */
final class Version {
    private static final int DIGITS = 5;

    private Version() {}

    /** Whole numbers are padded to five places; a version of three parts sorts after its pre-releases; builds do not count. */
    static String sortable(Json value) {
        String text = value instanceof Json.Str || value instanceof Json.Num ? JavaScript.string(value) : "";
        return sortable(text.isEmpty() ? "0" : text);
    }

    private static String sortable(String version) {
        int from = version.charAt(0) == 'v' ? 1 : 0;
        int plus = version.indexOf('+');
        int end = plus < 0 ? version.length() : Math.max(plus, from);
        var sortable = new StringBuilder(end - from + 4 * DIGITS);
        int parts = 0;
        int start = from;
        for (int i = from; i <= end; i++) {
            if (i == end || version.charAt(i) == '.' || version.charAt(i) == '-') {
                part(version, start, i, parts++ > 0, sortable);
                start = i + 1;
            }
        }
        return sortable.append(parts == 3 ? "-~" : "").toString();
    }

    private static void part(String version, int start, int end, boolean later, StringBuilder out) {
        if (later) {
            out.append('-');
        }
        if (number(version, start, end)) {
            out.repeat(' ', Math.max(0, DIGITS - (end - start)));
        }
        out.append(version, start, end);
    }

    private static boolean number(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return end > start;
    }
}
