package dev.fairlead.server;

import dev.fairlead.environment.Environment;
import dev.fairlead.log.Folds;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Position;
import dev.fairlead.privacy.Retention;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** Lets events of a node's log go that are too old, or that are the oldest where the disk has no room for more. */
final class NodeRetention implements AutoCloseable {
    private static final Duration EACH = Duration.ofHours(1);
    private static final double SHORTER = 0.75;

    private final LogRewriter log;
    private final Folds folds;
    private final Runnable snapshot;
    private final Environment environment;
    private Optional<Thread> thread = Optional.empty();
    private volatile String problem = "";

    NodeRetention(LogRewriter log, Folds folds, Runnable snapshot, Environment environment) {
        this.log = log;
        this.folds = folds;
        this.snapshot = snapshot;
        this.environment = environment;
    }

    /** Looks for what is too old now and each hour from now on. @param budget bytes that the log may take; 0 for no limit */
    void each(Retention retention, long budget) {
        thread = Optional.of(Thread.ofVirtual().name("fairlead-retention").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    expire(retention, budget);
                } catch (RuntimeException e) {
                    problem = "old events do not leave the log: " + e.getMessage();
                    System.getLogger("fairlead").log(Level.ERROR, problem, e);
                }
                try {
                    Thread.sleep(EACH);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }));
    }

    /**
     * Lets go what is too old now. States that are behind still need all of it: then nothing goes.
     *
     * @return how many events went
     */
    synchronized long expire(Retention retention, long budget) {
        if (retention.keepsAll() || !folds.replaying().isEmpty()) {
            return 0;
        }
        Position upTo = folds.applied();
        snapshot.run(); // whoever starts again needs nothing from before it
        Retention by = retention;
        long gone = expire(by, upTo);
        while (budget > 0 && log.bytes() > budget && !by.least()) {
            by = by.shortened(SHORTER);
            gone += expire(by, upTo);
        }
        problem = budget > 0 && log.bytes() > budget
                ? "the log takes %,d bytes, more than its budget of %,d, and nothing more in it may go"
                        .formatted(log.bytes(), budget)
                : by == retention ? "" : "to keep the log within its budget only this is kept: " + by;
        return gone;
    }

    private long expire(Retention by, Position upTo) {
        return log.rewrite(upTo, by.at(environment.clock().millis()), _ -> {}).removed();
    }

    /** What is wrong with the log's size; empty when nothing is. */
    String problem() {
        return problem;
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
