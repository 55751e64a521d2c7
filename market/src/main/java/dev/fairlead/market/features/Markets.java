package dev.fairlead.market.features;

import java.util.Locale;

/** Names of markets: "DE", "de" and " de " are one. */
public final class Markets {
    private Markets() {}

    /** The one name that a market goes by: without blanks around it, in lower case. */
    public static String name(String market) {
        return market.strip().toLowerCase(Locale.ROOT);
    }
}
