package dev.fairlead.environment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated world's surroundings, the same on a busy and on an idle machine. Its time stands still until it is moved on. Ids are counted.
 * Whatever has a deadline in production is waited for as long as it takes, and what production does beside is done by the thread that
 * asks, before it goes on. After {@link #end} all this is the machine's, so that what was built in the world can be served.
 *
 * <p>Safe for use by many threads; the same ids come again only if the threads ask in the same order.
 */
public final class SimulatedEnvironment implements Environment {
    /** As long as it takes: long enough for whatever is not stuck, short enough to be added to any time. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    private final AtomicLong now;
    private final AtomicLong ids = new AtomicLong();
    private final Environment after = Environment.system();
    private final InstantSource clock;
    private volatile long heap;
    private volatile boolean over;

    /** @param start when the world begins */
    public SimulatedEnvironment(Instant start) {
        this.now = new AtomicLong(start.toEpochMilli());
        this.clock = () -> over ? after.clock().instant() : Instant.ofEpochMilli(now.get());
    }

    /** Moves the time on. Time does not run backwards: an earlier time changes nothing. @param to in milliseconds since 1970 */
    public void advance(long to) {
        now.accumulateAndGet(to, Math::max);
    }

    /** From now on so much of the simulated process's heap is in use. @param bytes at least 0 */
    public void heap(long bytes) {
        heap = bytes;
    }

    @Override
    public long heapInUse() {
        return over ? after.heapInUse() : heap;
    }

    /** Ends the simulation: from now on time, ids, deadlines and threads are the machine's. */
    public void end() {
        over = true;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public String newId(String prefix) {
        return over ? after.newId(prefix) : prefix + "-" + ids.incrementAndGet();
    }

    @Override
    public Duration patience(Duration deadline) {
        return over ? deadline : AS_LONG_AS_IT_TAKES;
    }

    @Override
    public Executor executor(Executor beside) {
        return task -> {
            if (over) {
                beside.execute(task);
            } else {
                task.run();
            }
        };
    }
}
