package dev.fairlead.launch;

import dev.fairlead.events.HeapMeasured;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each process that answers had of its heap in use after collection: when a launch's step began, and since. */
final class HeapGrowth {
    /** The least of so many measurements is what stays in use: one alone may be of a moment. */
    private static final int LAST = 3;

    private final Map<String, Heap> processes = new TreeMap<>();

    private static final class Heap {
        private long before;
        private long measurements;
        private final long[] last = new long[LAST];
    }

    /**
     * How a process grew since the step began.
     *
     * @param before bytes at the last measurement before the step, or at the first one of a process that started since
     * @param now the least bytes of its last three measurements
     * @param measurements since the step began
     */
    record Growth(String process, long before, long now, long measurements) {
        private long bytes() {
            return now - before;
        }
    }

    void accept(HeapMeasured measured) {
        Heap heap = processes.get(measured.process());
        if (heap == null) {
            heap = new Heap();
            heap.before = measured.bytes();
            Arrays.fill(heap.last, measured.bytes());
            processes.put(measured.process(), heap);
        }
        System.arraycopy(heap.last, 1, heap.last, 0, LAST - 1);
        heap.last[LAST - 1] = measured.bytes();
        heap.measurements++;
    }

    void stepBegan() {
        processes.values().forEach(heap -> {
            heap.before = heap.last[LAST - 1];
            heap.measurements = 0;
        });
    }

    /** The process that grew most, of those that were measured at least so often since the step began. */
    Optional<Growth> most(long measurements) {
        return processes.entrySet().stream()
                .filter(each -> each.getValue().measurements >= measurements)
                .map(each -> growth(each.getKey(), each.getValue()))
                .max(Comparator.comparingLong(Growth::bytes));
    }

    private static Growth growth(String process, Heap heap) {
        return new Growth(process, heap.before, Arrays.stream(heap.last).min().orElse(heap.before), heap.measurements);
    }

    /** Measurements since the step began of the process that has most. */
    long measurements() {
        return processes.values().stream()
                .mapToLong(heap -> heap.measurements)
                .max()
                .orElse(0);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(processes.size());
        for (Map.Entry<String, Heap> each : processes.entrySet()) {
            Texts.write(out, each.getKey());
            out.writeLong(each.getValue().before);
            out.writeLong(each.getValue().measurements);
            for (long bytes : each.getValue().last) {
                out.writeLong(bytes);
            }
        }
    }

    void load(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            String process = Texts.read(in);
            Heap heap = new Heap();
            heap.before = in.readLong();
            heap.measurements = in.readLong();
            for (int i = 0; i < LAST; i++) {
                heap.last[i] = in.readLong();
            }
            processes.put(process, heap);
        }
    }
}
