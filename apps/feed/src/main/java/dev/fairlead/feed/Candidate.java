package dev.fairlead.feed;

/**
 * An item that may be shown.
 *
 * @param price the price it would be shown at; NaN means the catalogue's
 * @param source who proposed it: {@link #GIVEN}, or the name of a source
 */
record Candidate(String item, double price, String source) {
    /** {@link #source} of what the caller gave. */
    static final String GIVEN = "request";
}
