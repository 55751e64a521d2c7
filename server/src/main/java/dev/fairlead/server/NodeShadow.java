package dev.fairlead.server;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.environment.Environment;
import dev.fairlead.launch.Shadow;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * When a node decides in shadow: after the answer, on a thread beside those that answer. Few decisions wait for it; where more come, they are
 * skipped and counted. Where the environment waits for everything, the thread that answered does it.
 */
final class NodeShadow<Q extends Query> implements BiConsumer<Q, Decision> {
    private static final int WAITING = 64;

    private final Shadow<Q> shadow;
    private final Executor thread;
    private final boolean waits;
    private final Semaphore room = new Semaphore(WAITING);
    private final AtomicLong skipped = new AtomicLong();

    /** @param thread does one thing after the other */
    NodeShadow(Shadow<Q> shadow, Environment environment, Executor thread) {
        this.shadow = shadow;
        this.thread = thread;
        waits = environment.patience(Duration.ZERO).isPositive();
    }

    @Override
    public void accept(Q query, Decision answered) {
        if (!shadow.wanted(answered.app())) {
            return;
        }
        if (waits) {
            repeat(query, answered);
        } else if (room.tryAcquire()) {
            later(query, answered);
        } else {
            skipped.incrementAndGet();
        }
    }

    private void later(Q query, Decision answered) {
        try {
            thread.execute(() -> {
                repeat(query, answered);
                room.release();
            });
        } catch (RejectedExecutionException _) {
            room.release(); // the node is closing
        }
    }

    /** The answer stands, whatever becomes of the shadow. */
    private void repeat(Q query, Decision answered) {
        try {
            shadow.repeat(query, answered, skipped.getAndSet(0));
        } catch (RuntimeException e) {
            System.getLogger("fairlead").log(System.Logger.Level.ERROR, "nothing was decided in shadow", e);
        }
    }
}
