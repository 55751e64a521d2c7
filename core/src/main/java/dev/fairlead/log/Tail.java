package dev.fairlead.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that feeds what becomes durable to the states, in micro-batches. Restart, backfill and live operation are
 * this same loop: read after the last offset, apply, go on.
 */
public final class Tail implements AutoCloseable {
    private static final int BATCH = 500;
    private static final Duration IDLE = Duration.ofMillis(2);

    /** Where events go: one call applies one batch. */
    public interface Target {
        /** Applies events that follow the ones applied before, as one step. */
        void apply(List<Logged> batch);
    }

    private final EventLog log;
    private final Target target;
    private final Thread thread;
    private volatile Position applied;
    private volatile boolean closed;
    private volatile String failure = "";

    /** Starts feeding {@code target} with the events after {@code applied}. */
    public Tail(EventLog log, Position applied, Target target) {
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
        Position from = applied;
        if (from.covers(log.end())) {
            return false;
        }
        List<Logged> batch = new ArrayList<>();
        Position reached = log.read(from, BATCH, batch::add);
        target.apply(batch);
        applied = reached;
        failure = "";
        return !reached.equals(from);
    }

    /** How far the states have applied the log. */
    public Position applied() {
        return applied;
    }

    /** Why events are not being applied; empty when they are. */
    public String failure() {
        return failure;
    }

    /** Waits until {@code position} is applied. @return false when that has not happened within {@code atMost} */
    public boolean awaitApplied(Position position, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        LockSupport.unpark(thread);
        while (!applied.covers(position)) {
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
