package dev.fairlead.feed;

import dev.fairlead.decide.Served;
import dev.fairlead.policy.ExposureWindow;

/**
 * What a request is decided with.
 *
 * @param served what serves it
 * @param rules those of the numbers that it is decided with
 * @param window the last slates of its arm, as these rules look at them
 */
record Ruled(Served served, FeedRules rules, ExposureWindow window) {
    static Ruled of(Served served, FeedRules rules, ExposureWindows windows) {
        return new Ruled(served, rules, rules.slates().window(windows.of(served.key())));
    }
}
