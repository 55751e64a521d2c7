package dev.fairlead.launch;

import java.util.regex.Pattern;

/** What an arm does with a request. */
public sealed interface ArmPolicy {
    /** The text of {@link LastResort}. */
    String LAST_RESORT = "heuristic";

    /** The text of {@link Promoted}. */
    String PROMOTED = "promoted";

    /** The app's last resort answers: its hand-written rule. */
    record LastResort() implements ArmPolicy {
        @Override
        public String text() {
            return LAST_RESORT;
        }
    }

    /** Whatever serves outside the launch answers. */
    record Promoted() implements ArmPolicy {
        @Override
        public String text() {
            return PROMOTED;
        }
    }

    /** @param hash of the release that answers, 64 hexadecimal digits; in a request, at least its first 6 */
    record OfRelease(String hash) implements ArmPolicy {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{6,64}");

        @Override
        public String text() {
            return hash;
        }
    }

    /** {@code heuristic}, {@code promoted}, or the hash. */
    String text();

    /** @throws IllegalArgumentException if the text is none of these */
    static ArmPolicy of(String text) {
        return switch (text) {
            case LAST_RESORT -> new LastResort();
            case PROMOTED -> new Promoted();
            default -> {
                if (!OfRelease.HASH.matcher(text).matches()) {
                    throw new IllegalArgumentException(
                            "an arm is served by \"heuristic\" (the app's own rule), by \"promoted\" (what serves"
                                    + " without the launch) or by a release's hash of 6 to 64 hexadecimal digits, not by \""
                                    + text + "\"");
                }
                yield new OfRelease(text);
            }
        };
    }
}
