package dev.fairlead.decide;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.EventCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Puts events in the order in which they happened, in bounded memory: what does not fit is written to sorted files, which are merged at the end. Files that a
 * process which was killed has left are deleted when the next one writes its own.
 * The order of equal times is that of the types of event (as they were put together: a description goes before what happens to what it describes), then of ids, then of contents:
 * it does not depend on the order in which the events were added.
 */
public final class EventSorter implements AutoCloseable {
    /** Bytes of events that are held before they are written to a file. */
    public static final long MEMORY = 64L << 20;

    /** What an entry takes beside its body, in bytes, about. */
    private static final int OVERHEAD = 160;

    private static final int BUFFER = 1 << 16;

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::time)
            .thenComparingInt(Entry::type)
            .thenComparing(Entry::id)
            .thenComparing(Entry::body, Arrays::compareUnsigned);

    private final EventTypes types;
    private final EventCodec codec;
    private final boolean asAdded;
    private final long memory;
    private final Map<EventType<?>, Integer> order = new HashMap<>();
    private final List<String> sources = new ArrayList<>();
    private final List<Unfinished> lacking = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private Optional<SortFolder> folder = Optional.empty();
    private List<Entry> entries = new ArrayList<>();
    private long held;
    private long count;
    private long first = Long.MAX_VALUE;

    /**
     * Begins.
     *
     * @param asAdded whether the order is that in which events are added
     * @param memory bytes of events that are held, about
     */
    public EventSorter(EventTypes types, EventCodec codec, boolean asAdded, long memory) {
        this.types = types;
        this.codec = codec;
        this.asAdded = asAdded;
        this.memory = memory;
        types.all().forEach(type -> order.put(type, order.size()));
    }

    /** @param time by which it is sorted */
    private record Entry(long time, int type, String id, byte[] body, int source, long line, int lacks) {}

    /**
     * An event with its place.
     *
     * @param source where it is from
     * @param line in its source
     */
    public record Sorted(Event event, String source, long line, Unfinished lacks) {}

    /** Adds an event. */
    public void add(Event event, String source, long line, Unfinished lacks) throws IOException {
        byte[] body = codec.encode(event);
        entries.add(new Entry(
                asAdded ? count : event.time(),
                order.getOrDefault(types.of(event), 0),
                event.id(),
                body,
                numbered(sources, source),
                line,
                numbered(lacking, lacks)));
        count++;
        first = Math.min(first, event.time());
        held += body.length + OVERHEAD;
        if (held > memory) {
            spill();
        }
    }

    private static <T> int numbered(List<T> all, T one) {
        int at = all.lastIndexOf(one);
        if (at < 0) {
            all.add(one);
            return all.size() - 1;
        }
        return at;
    }

    /** How many were added. */
    public long count() {
        return count;
    }

    /** Time of the earliest; {@link Long#MAX_VALUE} if there is none. */
    public long first() {
        return first;
    }

    private void spill() throws IOException {
        entries.sort(ORDER);
        if (folder.isEmpty()) {
            folder = Optional.of(SortFolder.in(Path.of(System.getProperty("java.io.tmpdir"))));
        }
        Path run = folder.get().file(runs.size() + ".run");
        runs.add(run);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), BUFFER))) {
            for (Entry entry : entries) {
                out.writeLong(entry.time);
                out.writeInt(entry.type);
                out.writeUTF(entry.id);
                out.writeInt(entry.body.length);
                out.write(entry.body);
                out.writeInt(entry.source);
                out.writeLong(entry.line);
                out.writeInt(entry.lacks);
            }
        }
        entries = new ArrayList<>();
        held = 0;
    }

    private static final class Run implements AutoCloseable {
        private final DataInputStream in;
        private Entry next;

        Run(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            next = read();
        }

        private Entry read() throws IOException {
            return new Entry(
                    in.readLong(),
                    in.readInt(),
                    in.readUTF(),
                    in.readNBytes(in.readInt()),
                    in.readInt(),
                    in.readLong(),
                    in.readInt());
        }

        /** @return whether there is another one */
        boolean advance() throws IOException {
            try {
                next = read();
                return true;
            } catch (EOFException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Takes events in their order. */
    public interface Sink {
        void accept(Sorted sorted) throws IOException;
    }

    /** Hands over all events in their order. */
    public void forEach(Sink sink) throws IOException {
        if (runs.isEmpty()) {
            entries.sort(ORDER);
            for (Entry entry : entries) {
                sink.accept(sorted(entry));
            }
            return;
        }
        spill();
        PriorityQueue<Run> queue = new PriorityQueue<>(Comparator.comparing((Run run) -> run.next, ORDER));
        List<Run> open = new ArrayList<>();
        try {
            for (Path file : runs) {
                if (Files.size(file) > 0) {
                    Run run = new Run(file);
                    open.add(run);
                    queue.add(run);
                }
            }
            for (Run run = queue.poll(); run != null; run = queue.poll()) {
                sink.accept(sorted(run.next));
                if (run.advance()) {
                    queue.add(run);
                }
            }
        } finally {
            for (Run run : open) {
                run.close();
            }
        }
    }

    private Sorted sorted(Entry entry) {
        try {
            return new Sorted(
                    codec.decode(entry.body), sources.get(entry.source), entry.line, lacking.get(entry.lacks));
        } catch (ContractViolation e) {
            throw new IllegalStateException("an event that was read cannot be read again: " + e.reason(), e);
        }
    }

    /** Deletes the files. */
    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            folder.get().close();
        }
    }
}
