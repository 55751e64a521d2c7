package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.PlannedMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which units a metric counts: those whose window, from their entry on, was over when outcomes were read. Of a unit whose
 * entry is known by its day alone, the window is over when it is for whoever entered at the end of that day. All units count
 * where they have no times.
 */
final class Windows {
    private final long[] seconds;
    private final Optional<Moment> asOf;
    private final boolean[] over;

    Windows(List<PlannedMetric> metrics, Optional<Moment> asOf) {
        seconds = metrics.stream()
                .mapToLong(planned -> planned.metric().maturityDays() * Moment.DAY)
                .toArray();
        this.asOf = asOf;
        over = new boolean[seconds.length];
        Arrays.fill(over, true);
    }

    /** For each metric, whether it counts a unit; overwritten by the next one's. */
    boolean[] over(Optional<Moment> entered) {
        if (asOf.isEmpty() || entered.isEmpty()) {
            return over;
        }
        for (int i = 0; i < over.length; i++) {
            over[i] = entered.get().latest() + seconds[i] <= asOf.get().latest();
        }
        return over;
    }
}
