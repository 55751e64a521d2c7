package dev.fairlead.log;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Stands between the one thread that applies events and all that read. A reader sees states that are at one position; one that is
 * being replayed is not among them, and after an {@link Error} in the middle of a batch none is.
 */
public final class StateLock {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<String> behind = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    /** A reader of states that are named later, since who reads them is often part of what makes them. */
    public Gate gate() {
        return new Gate();
    }

    /** Reads some of the states. Until they are named, there is nothing to read. */
    public final class Gate implements StateReader {
        private volatile Set<String> names = Set.of();

        private Gate() {}

        /** The states, by name, that are read. */
        public void over(Collection<String> states) {
            names = Set.copyOf(states);
        }

        @Override
        public Optional<Access> open(Duration atMost) {
            try {
                if (!lock.readLock().tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            if (readable()) {
                return Optional.of(lock.readLock()::unlock);
            }
            lock.readLock().unlock();
            return Optional.empty();
        }

        private boolean readable() {
            return !broken
                    && !names.isEmpty()
                    && (behind.isEmpty() || names.stream().noneMatch(behind::contains));
        }
    }

    /** States that are being replayed and that nothing may read. */
    void behind(Collection<String> states) {
        behind.addAll(states);
    }

    /** Applies. When it ends with an error, what it left is never read. */
    void write(Runnable batch) {
        lock.writeLock().lock();
        boolean whole = false;
        try {
            batch.run();
            whole = true;
        } finally {
            broken |= !whole;
            lock.writeLock().unlock();
        }
    }

    /** Something that may not find its file. */
    interface Save<T> {
        T run() throws IOException;
    }

    /** Saves: nothing is applied meanwhile, and reads go on. */
    <T> T hold(Save<T> save) throws IOException {
        lock.readLock().lock();
        try {
            return save.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Within {@link #write}: from now on the state is read. */
    void joined(String state) {
        behind.remove(state);
    }

    /** From now on nothing is read. */
    void shut() {
        broken = true;
    }
}
