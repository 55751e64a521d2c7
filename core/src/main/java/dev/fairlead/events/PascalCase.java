package dev.fairlead.events;

import java.util.Locale;

/** Names as the types of other description languages are written. */
public final class PascalCase {
    private PascalCase() {}

    /** {@code LaunchStarted} of {@code launch_started}: each word begins with a capital, and what parts words is gone. */
    public static String of(String name) {
        StringBuilder joined = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+")) {
            if (!word.isEmpty()) {
                joined.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return joined.toString();
    }
}
