package dev.fairlead.environment;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * What a process takes from its surroundings and not from the log: the time, fresh ids, how long something is waited for, and the threads
 * that work beside the one that asks. Randomness is not among them: what is drawn at random is seeded by the numbers and by an id.
 *
 * <p>In production all of them are the machine's. In a simulated world they are the world's, so that what happens in it does not depend
 * on the speed and load of the machine: see {@link SimulatedEnvironment}.
 */
public interface Environment {
    /** The time. */
    InstantSource clock();

    /**
     * An id that was never given before.
     *
     * @param prefix what it begins with, before a hyphen: the kind of thing that it names
     */
    String newId(String prefix);

    /**
     * How long something is waited for in truth.
     *
     * @param deadline how long it is waited for in production; zero where production does not wait
     */
    Duration patience(Duration deadline);

    /**
     * Where work is done that production does beside the thread that asks for it.
     *
     * @param beside where production does it
     */
    Executor executor(Executor beside);

    /** Bytes of the heap that were in use after the last collection of each of its parts. */
    default long heapInUse() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(Objects::nonNull)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** The machine's time and threads, random ids, and deadlines as they are. */
    static Environment system() {
        return of(InstantSource.system());
    }

    /** The same with another clock. */
    static Environment of(InstantSource clock) {
        return new Environment() {
            @Override
            public InstantSource clock() {
                return clock;
            }

            @Override
            public String newId(String prefix) {
                return prefix + "-" + UUID.randomUUID();
            }

            @Override
            public Duration patience(Duration deadline) {
                return deadline;
            }

            @Override
            public Executor executor(Executor beside) {
                return beside;
            }
        };
    }
}
