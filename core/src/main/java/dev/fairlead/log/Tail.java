package dev.fairlead.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that feeds what becomes durable to the folds, in micro-batches. Restart, backfill and live operation are
 * this same loop: read after the last offset, apply, go on.
 */
public final class Tail implements AutoCloseable {
    private static final int BATCH = 2_000;
    private static final Duration IDLE = Duration.ofMillis(2);

    /** Where events go: one call applies one batch. */
    public interface Target {
        /** Applies everything that {@code batch} hands to the fold it is given, as one step. */
        void apply(Consumer<Fold> batch);
    }

    private final EventLog log;
    private final Target target;
    private final Thread thread;
    private volatile long applied;
    private volatile boolean closed;
    private volatile String failure = "";

    /** Starts feeding {@code target} with the events after {@code applied}. */
    public Tail(EventLog log, long applied, Target target) {
        this.log = log;
        this.target = target;
        this.applied = applied;
        this.thread = Thread.ofPlatform().name("fairlead-tail").start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                if (!step()) {
                    LockSupport.parkNanos(IDLE.toNanos());
                }
            } catch (RuntimeException e) {
                failure = "events after " + applied + " could not be applied: " + e;
                System.getLogger("fairlead").log(System.Logger.Level.ERROR, failure, e);
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }

    private boolean step() {
        long from = applied;
        long end = log.end();
        if (end <= from) {
            return false;
        }
        long[] reached = {from};
        target.apply(fold -> reached[0] = log.read(from, BATCH, fold));
        applied = reached[0];
        failure = "";
        return applied > from;
    }

    /** Offset of the last event that the folds have applied. */
    public long applied() {
        return applied;
    }

    /** Why events are not being applied; empty when they are. */
    public String failure() {
        return failure;
    }

    /** Waits until {@code offset} is applied. @return false when that has not happened within {@code atMost} */
    public boolean awaitApplied(long offset, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        LockSupport.unpark(thread);
        while (applied < offset) {
            if (closed || System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(50_000);
        }
        return true;
    }

    /** Finishes the batch under way and stops. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
