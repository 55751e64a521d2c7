package dev.fairlead.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The thread that feeds what becomes durable to the states, in micro-batches, and a second one for states that are behind. Restart,
 * backfill and live operation are this same loop: read after the last position, apply, go on.
 */
public final class Tail implements AutoCloseable {
    /** When to look into a log that does not tell. */
    private static final Duration IDLE = Duration.ofMillis(20);

    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** When a snapshot is tried again that could not be written. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Folds folds;
    private final Snapshots snapshots;
    private final long snapshotAfter;
    private final Runnable afterBatch;
    private final Thread thread;
    private final Thread replays;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Position snapshotAt;
    private final AtomicLong asked = new AtomicLong();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-snapshot").factory());
    private volatile Optional<SnapshotRoom> room = Optional.empty();
    private volatile long written;
    private volatile boolean writing;
    private volatile long notBefore = System.nanoTime();
    private volatile Snapshot lastSnapshot = new Snapshot(0, Duration.ZERO);
    private volatile boolean closed;
    private volatile String failure = "";

    /**
     * Starts.
     *
     * @param snapshotAfter events between two snapshots
     * @param afterBatch work between batches, in the same thread
     */
    public Tail(Folds folds, Snapshots snapshots, long snapshotAfter, Runnable afterBatch) {
        this.folds = folds;
        this.snapshots = snapshots;
        this.snapshotAfter = snapshotAfter;
        this.afterBatch = afterBatch;
        this.snapshotAt = folds.applied();
        this.thread = Thread.ofPlatform().name("fairlead-tail").start(this::run);
        this.replays = Thread.ofPlatform().daemon().name("fairlead-replay").start(() -> {
            folds.runReplays();
            wake();
        });
        folds.onAppend(() -> LockSupport.unpark(thread));
    }

    private void run() {
        boolean due = false;
        while (!closed && folds.stopped().isEmpty()) {
            try {
                boolean stepped = folds.step();
                due |= stepped;
                if (stepped) {
                    wake();
                }
                if (due) {
                    afterBatch.run();
                    due = false;
                    failure = "";
                }
                if (snapshotAt.lag(folds.applied()) >= snapshotAfter || written < asked.get()) {
                    snapshot();
                }
                if (!stepped) {
                    failure = "";
                    LockSupport.parkNanos(IDLE.toNanos());
                }
            } catch (RuntimeException e) {
                failure = "events after " + folds.applied() + " cannot be read now, and are tried again each second: "
                        + e;
                wake();
                System.getLogger("fairlead").log(Level.ERROR, failure, e);
                LockSupport.parkNanos(AGAIN.toNanos());
            } catch (Throwable e) { // an Error: memory or stack
                folds.stop("applying a batch", e);
                wake();
            }
        }
    }

    /**
     * Writes a snapshot now, of all that is applied by now.
     *
     * @return false if that has not happened within {@code atMost}, or cannot
     */
    public boolean snapshotNow(Duration atMost) {
        long number = asked.incrementAndGet();
        LockSupport.unpark(thread);
        return await(() -> written >= number, atMost);
    }

    /** Takes one if the one before is written and there is room for it, and has it written beside this thread. */
    private void snapshot() {
        if (writing || System.nanoTime() < notBefore) {
            return;
        }
        Optional<SnapshotRoom> ready = room;
        room = Optional.empty();
        if (ready.isEmpty()) {
            writing = true;
            writer.execute(this::makeRoom);
            return;
        }
        long number = asked.get();
        Position at = folds.applied();
        try {
            long start = System.nanoTime();
            Optional<Snapshots.Taken> taken = folds.take(false, ready.get());
            if (taken.isPresent()) {
                lastSnapshot = new Snapshot(taken.get().bytes(), Duration.ofNanos(System.nanoTime() - start));
                snapshotAt = at;
                writing = true;
                writer.execute(() -> write(taken.get(), number));
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // room for a snapshot is no part of applying
            failed(e);
        }
    }

    private void makeRoom() {
        try {
            room = Optional.of(new SnapshotRoom(lastSnapshot.bytes() / 8 * 9));
        } catch (OutOfMemoryError e) {
            failed(e);
        } finally {
            writing = false;
            LockSupport.unpark(thread);
        }
    }

    private void write(Snapshots.Taken taken, long number) {
        try (taken) {
            snapshots.write(taken);
            written = number;
        } catch (IOException | RuntimeException e) {
            failed(e);
        } finally {
            writing = false;
            LockSupport.unpark(thread);
            wake();
        }
    }

    private void failed(Throwable e) {
        snapshotAt = Position.START;
        notBefore = System.nanoTime() + RETRY.toNanos();
        System.getLogger("fairlead").log(Level.WARNING, "no snapshot was written, a restart will take longer: " + e);
    }

    /**
     * A snapshot.
     *
     * @param bytes before it is compressed
     * @param pause how long nothing was applied for it
     */
    public record Snapshot(long bytes, Duration pause) {}

    /** The last snapshot that was taken; of 0 bytes before the first. */
    public Snapshot lastSnapshot() {
        return lastSnapshot;
    }

    /** How far the states that serve have applied the log. */
    public Position applied() {
        return folds.applied();
    }

    /** Why events are not being applied; empty when they are. */
    public String failure() {
        return folds.stopped().isEmpty() ? failure : folds.stopped();
    }

    /** Waits until {@code position} is applied. @return false when that has not happened within {@code atMost} */
    public boolean awaitApplied(Position position, Duration atMost) {
        return await(() -> folds.applied().covers(position), atMost);
    }

    /** Waits until no state is behind. @return false when that has not happened within {@code atMost} */
    public boolean awaitReplays(Duration atMost) {
        return await(() -> folds.replaying().isEmpty(), atMost);
    }

    private boolean await(BooleanSupplier reached, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!reached.getAsBoolean()) {
                if (closed || !folds.stopped().isEmpty() || left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return reached.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits looks again. */
    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Finishes the batches under way, stops, and saves a snapshot if there is anything new. */
    @Override
    public void close() {
        closed = true;
        folds.stopReplays();
        LockSupport.unpark(thread);
        wake();
        boolean ended = join(thread) & join(replays);
        writer.close();
        room.ifPresent(SnapshotRoom::close);
        if (ended && (!snapshotAt.covers(folds.applied()) || folds.replayed() || written < asked.get())) {
            try {
                Optional<Snapshots.Taken> taken = folds.take(true, new SnapshotRoom(0));
                if (taken.isPresent()) {
                    try (Snapshots.Taken all = taken.get()) {
                        snapshots.write(all);
                    }
                }
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    private static boolean join(Thread thread) {
        try {
            thread.join();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
