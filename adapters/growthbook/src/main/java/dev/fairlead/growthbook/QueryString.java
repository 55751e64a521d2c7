package dev.fairlead.growthbook;

import java.util.OptionalInt;

/** The query of a page's address, by which testers choose variations: {@code https://shop.example/?checkout=1}. */
final class QueryString {
    private QueryString() {}

    /**
     * The variation that the address asks for.
     *
     * @param experiment the name of the parameter
     * @param variations how many there are
     * @return empty if it asks for none, or for one that is not there
     */
    public static OptionalInt override(String experiment, String url, int variations) {
        int query = url.indexOf('?');
        if (query < 0) {
            return OptionalInt.empty();
        }
        String search = url.substring(query + 1).split("[?#]", 2)[0];
        for (String parameter : search.split("&", -1)) {
            if (parameter.startsWith(experiment + "=")) {
                int variation = leadingNumber(parameter, experiment.length() + 1);
                return variation >= 0 && variation < variations ? OptionalInt.of(variation) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** The digits at the start, as parseInt; −1 if there are none. */
    private static int leadingNumber(String text, int from) {
        long number = -1;
        for (int i = from; i < text.length() && number < Integer.MAX_VALUE; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = Math.max(number, 0) * 10 + digit;
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }
}
