package dev.fairlead.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Finds offsets by the keys of ids: young keys in a table on the heap, old ones in sorted runs ({@link KeyRun}), in which neighbours of like size are
 * merged, as in a log-structured merge tree (O'Neil et al. 1996). To add costs the same however long the log is, and to find out that
 * a key is new costs a look into the filters of a few runs, whose number rises with the logarithm of the log's length.
 *
 * <p>It is computed from the log: keys that no run holds are added again at each start, and a run that is missing or damaged is made
 * anew. Safe for use by many threads; one thread adds.
 */
final class KeyIndex implements AutoCloseable {
    /** So many young keys make a run. */
    static final int YOUNG = 1 << 20;

    private final Path folder;
    private final long log;
    private final int most;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-keys").factory());
    private final List<KeyRun> runs = new ArrayList<>(); // in the order of the log, without gaps
    private KeyTable young = new KeyTable();
    private Optional<Leaving> leaving = Optional.empty();
    private Optional<Future<?>> work = Optional.empty();
    private long last;

    private KeyIndex(Path folder, long log, int most) {
        this.folder = folder;
        this.log = log;
        this.most = most;
    }

    /**
     * Opens the runs of a log as far as they are whole and belong to it; what they do not cover is to be added.
     *
     * @param log identity of the log
     * @param end the log's last offset
     * @param most young keys that make a run
     */
    static KeyIndex open(Path folder, long log, long end, int most) throws IOException {
        Files.createDirectories(folder);
        KeyIndex index = new KeyIndex(folder, log, most);
        List<KeyRun> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().endsWith(".run")) {
                    index.usable(file, end).ifPresent(found::add);
                } else {
                    Files.delete(file); // what was being written when a process ended
                }
            }
        }
        // A merge removes its sources only when its result is in place: of two that begin together, the longer one
        // counts.
        found.sort(Comparator.comparingLong(KeyRun::after)
                .thenComparing(Comparator.comparingLong(KeyRun::last).reversed()));
        for (KeyRun run : found) {
            if (run.after() == index.last) {
                index.runs.add(run);
                index.last = run.last();
            } else {
                run.delete();
            }
        }
        return index;
    }

    private Optional<KeyRun> usable(Path file, long end) throws IOException {
        String why;
        try {
            KeyRun run = KeyRun.open(file, log);
            if (run.last() <= end) {
                return Optional.of(run);
            }
            why = "it reaches beyond the end of the log";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        System.getLogger("fairlead")
                .log(Level.WARNING, "the index of event ids makes " + file + " anew from the log: " + why);
        Files.delete(file);
        return Optional.empty();
    }

    /** The offset up to which all keys are here. */
    synchronized long last() {
        return last;
    }

    /** @return 0 if there is no such key */
    synchronized long find(long key) {
        long offset = young.find(key);
        if (offset == 0 && leaving.isPresent()) {
            offset = leaving.get().keys.find(key);
        }
        for (int i = runs.size() - 1; i >= 0 && offset == 0; i--) {
            offset = runs.get(i).find(key);
        }
        return offset;
    }

    /** @param offset more than that of any key before */
    void add(long key, long offset) {
        if (young.size() >= most && young.size() % Math.max(1, most / 16) == 0) {
            await();
            leave();
        }
        synchronized (this) {
            young.put(key, offset);
            last = offset;
        }
    }

    /** Makes a run of the young keys in the background, or of those for which that failed before: then the young ones become more. */
    private synchronized void leave() {
        if (leaving.isEmpty()) {
            leaving = Optional.of(new Leaving(young, last));
            young = new KeyTable();
        }
        Leaving table = leaving.get();
        work = Optional.of(background.submit(() -> run(table)));
    }

    /** Keys of which a run is made. @param to offset of the last one */
    private record Leaving(KeyTable keys, long to) {}

    private void run(Leaving table) {
        try {
            long after = runs.isEmpty() ? 0 : runs.getLast().last();
            KeyRun run = KeyRun.write(folder, log, after, table.to, table.keys.size(), sorted(table.keys));
            synchronized (this) {
                runs.add(run);
                leaving = Optional.empty();
            }
            merge();
        } catch (IOException
                | UncheckedIOException e) { // the keys stay on the heap, and a start reads them from the log
            System.getLogger("fairlead")
                    .log(
                            Level.WARNING,
                            "the index of event ids in " + folder + " cannot be written, and is tried again: " + e);
        }
    }

    private static KeyRun.Source sorted(KeyTable table) {
        long[] keys = table.sorted();
        return new KeyRun.Source() {
            private int at = -1;

            @Override
            public boolean next() {
                return ++at < keys.length;
            }

            @Override
            public long key() {
                return keys[at];
            }

            @Override
            public long offset() {
                return table.find(keys[at]);
            }
        };
    }

    /** Merges the last run into the one before as long as that is not more than twice as large. */
    private void merge() throws IOException {
        while (runs.size() > 1) {
            KeyRun older = runs.get(runs.size() - 2);
            KeyRun newer = runs.getLast();
            if (older.count() > 2 * newer.count() || newer.last() - older.after() > Integer.toUnsignedLong(-1)) {
                return;
            }
            KeyRun merged = KeyRun.write(
                    folder,
                    log,
                    older.after(),
                    newer.last(),
                    older.count() + newer.count(),
                    new Merged(older.keys(), newer.keys()));
            synchronized (this) {
                runs.removeLast();
                runs.set(runs.size() - 1, merged);
            }
            older.delete();
            newer.delete();
        }
    }

    /** Two sources as one. A key of an event that was undone may be in both: then the newer offset counts. */
    private static final class Merged implements KeyRun.Source {
        private final KeyRun.Source one;
        private final KeyRun.Source other;
        private boolean hasOne;
        private boolean hasOther;
        private boolean begun;
        private boolean fromOne;
        private boolean again;
        private long lastKey;
        private long lastOffset;

        Merged(KeyRun.Source one, KeyRun.Source other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public boolean next() {
            if (begun) {
                lastKey = key();
                lastOffset = offset();
            }
            boolean first = !begun;
            if (first || fromOne) {
                hasOne = one.next();
            }
            if (first || !fromOne) {
                hasOther = other.next();
            }
            again = !first && hasOne && one.key() == lastKey;
            begun = true;
            fromOne = hasOne && (!hasOther || Long.compareUnsigned(one.key(), other.key()) < 0);
            return hasOne || hasOther;
        }

        @Override
        public long key() {
            return fromOne ? one.key() : other.key();
        }

        @Override
        public long offset() {
            return !fromOne ? other.offset() : again ? lastOffset : one.offset();
        }
    }

    /** Runs in the order of the log, by the number of their keys. */
    synchronized List<Long> runSizes() {
        return runs.stream().map(KeyRun::count).toList();
    }

    /** Waits for what is being written. */
    void await() {
        try {
            if (work.isPresent()) {
                work.get().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            System.getLogger("fairlead")
                    .log(Level.ERROR, "the index of event ids in " + folder + " cannot be written", e);
        }
        work = Optional.empty();
    }

    /** Finishes the run that is being written; what is in none is read from the log by the next start. */
    @Override
    public void close() {
        background.shutdown();
        await();
    }
}
