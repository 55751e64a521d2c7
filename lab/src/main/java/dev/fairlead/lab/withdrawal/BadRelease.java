package dev.fairlead.lab.withdrawal;

import java.util.Locale;

/** What is wrong with the release that a launch gives its treatment. */
enum BadRelease {
    /** Nothing: the promoted model with another seed of its draws. */
    SOUND,
    /** Every tree of the model gives the negative of what it should. */
    SIGN_FLIPPED,
    /** Each decision takes 200 ms longer. */
    SLOW,
    /** Each decision throws. */
    THROWS,
    /** Each decision keeps {@value #LEAKED} bytes. */
    LEAKS_MEMORY,
    /** The sign is flipped for users of {@value #MARKET} alone. */
    HURTS_ONE_MARKET,
    /** It shows what is clicked most of what disappoints most, and two of three orders come back beside. */
    CLICKS_UP_RETURNS_UP;

    static final long LEAKED = 1 << 20;
    static final long SLOWER_MILLIS = 200;
    static final double SENT_BACK = 2 / 3.0;

    /** One of the simulated markets; three users of ten are in it. */
    static final String MARKET = "us";

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
