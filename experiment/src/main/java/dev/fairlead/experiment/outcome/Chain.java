package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Funnel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The events of one unit at the steps of a funnel: 8 bytes each. */
final class Chain implements UnitEvents {
    private static final long[] NONE = {};

    private final long[][] times;
    private final int[] sizes;

    Chain(int steps) {
        times = new long[steps][];
        Arrays.fill(times, NONE);
        sizes = new int[steps];
    }

    /** @param step from 0 */
    void accept(int step, long time) {
        if (sizes[step] == times[step].length) {
            times[step] = Arrays.copyOf(times[step], Math.max(2, sizes[step] * 2));
        }
        times[step][sizes[step]++] = time;
    }

    /**
     * How many steps the unit reached. Of each step it keeps the events at the end of a chain from the entry on; the next
     * step's event need only be held against the latest of those before it, which is the closest.
     */
    int reached(Funnel funnel, long entered) {
        long within =
                funnel.withinHours().isPresent() ? funnel.withinHours().getAsInt() * Moments.HOUR : Long.MAX_VALUE;
        boolean strict =
                funnel.steps().stream().map(Funnel.Step::event).distinct().count()
                        < funnel.steps().size();
        long[] before = {entered};
        for (int step = 0; step < times.length; step++) {
            before = reachable(before, step, within, strict && step > 0);
            if (before.length == 0) {
                return step;
            }
        }
        return times.length;
    }

    private long[] reachable(long[] before, int step, long within, boolean strict) {
        long[] sorted = Arrays.copyOf(times[step], sizes[step]);
        Arrays.sort(sorted);
        int kept = 0;
        int next = 0;
        for (long time : sorted) {
            while (next < before.length && (strict ? before[next] < time : before[next] <= time)) {
                next++;
            }
            if (next > 0 && time - before[next - 1] <= within) {
                sorted[kept++] = time;
            }
        }
        return Arrays.copyOf(sorted, kept);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        for (int step = 0; step < times.length; step++) {
            out.writeInt(sizes[step]);
            for (int i = 0; i < sizes[step]; i++) {
                out.writeLong(times[step][i]);
            }
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int step = 0; step < times.length; step++) {
            for (int n = in.readInt(); n > 0; n--) {
                accept(step, in.readLong());
            }
        }
    }
}
