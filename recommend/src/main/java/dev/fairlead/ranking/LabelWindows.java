package dev.fairlead.ranking;

import java.time.Duration;

/**
 * How long after an impression an outcome still counts for it. Every window starts strictly after the impression.
 *
 * @param click for clicks, which must be of the same session too
 * @param cart for carts
 * @param purchase for purchases; 7 days for training, 24 hours for a quick read-out
 */
public record LabelWindows(Duration click, Duration cart, Duration purchase) {
    public static final LabelWindows DEFAULT =
            new LabelWindows(Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(7));
}
