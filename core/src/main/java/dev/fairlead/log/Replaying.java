package dev.fairlead.log;

import java.time.Duration;
import java.util.List;

/**
 * How far the replay of states is.
 *
 * @param states their names
 * @param position up to which the log is applied to them
 * @param events applied since the replay began
 * @param perSecond events, on average
 * @param left time until they have caught up, at this rate; an estimate from above where offsets have gaps
 */
public record Replaying(List<String> states, Position position, long events, double perSecond, Duration left) {
    @Override
    public String toString() {
        return "state " + String.join(", ", states) + " is replayed from the log: at " + position + ", "
                + Math.round(perSecond) + " events a second, " + left.toSeconds() + " s left";
    }
}
