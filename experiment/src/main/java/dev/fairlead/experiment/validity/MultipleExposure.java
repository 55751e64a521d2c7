package dev.fairlead.experiment.validity;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Units that saw more than one arm, which no assignment by unit should produce.
 *
 * @param several units exposed to two arms or more
 * @param exposed units exposed to any, at least 1
 */
public record MultipleExposure(long several, long exposed) {
    public MultipleExposure {
        Check.counts(several, exposed, "units in several arms");
    }

    /** Which arms each unit has seen; state grows with the units. */
    public static final class Fold {
        private static final int MOST_ARMS = 64;
        private final Map<String, Long> seen = new HashMap<>();
        private long several;

        /** An exposure of a unit to an arm, from 0 to 63. */
        public void accept(String unit, int arm) {
            Check.that(arm >= 0 && arm < MOST_ARMS, "arms are numbered from 0 to 63, not " + arm);
            long before = seen.getOrDefault(unit, 0L);
            long after = before | 1L << arm;
            seen.put(unit, after);
            several += Long.bitCount(before) == 1 && Long.bitCount(after) == 2 ? 1 : 0;
        }

        /** What was seen so far, of at least one unit. */
        public MultipleExposure result() {
            return new MultipleExposure(several, seen.size());
        }
    }

    public double share() {
        return several / (double) exposed;
    }

    /**
     * Warns if the share is above a threshold, and blocks the verdict if it is so beyond chance: if its lower limit of
     * confidence 97.5 % is above, too.
     *
     * @param threshold the share that is tolerated, such as 0.001
     */
    public Finding finding(double threshold) {
        Check.that(threshold >= 0 && threshold < 1, "the tolerated share is from 0 to below 1, not " + threshold);
        double low = new RejectionRate(several, exposed).limits(0.95).low();
        Finding.Severity severity = low > threshold
                ? Finding.Severity.BLOCKING
                : share() > threshold ? Finding.Severity.WARNING : Finding.Severity.FINE;
        return new Finding(
                severity,
                String.format(
                        Locale.ROOT,
                        "exposure: %d of %d units (%.3f %%) saw several arms; %.3f %% are tolerated",
                        several,
                        exposed,
                        100 * share(),
                        100 * threshold));
    }
}
