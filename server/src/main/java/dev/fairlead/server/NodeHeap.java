package dev.fairlead.server;

import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.events.HeapMeasured;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Writes into the log how much of its heap a node has in use after collection, once a minute while a launch runs whose plan watches memory:
 * a fact like others, so that what a watch finds in it is found again in a replay. Where the environment waits for everything, the thread
 * that journals a decision does it, by the environment's time.
 */
final class NodeHeap implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Environment environment;
    private final BooleanSupplier wanted;
    private final Consumer<Event> append;
    private String process = ""; // named when first measured, so that worlds that measure nothing count the same ids
    private final boolean waits;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fairlead-heap").factory());
    private long measured = Long.MIN_VALUE / 2;

    /** @param wanted whether somebody reads it now */
    NodeHeap(Environment environment, BooleanSupplier wanted, Consumer<Event> append) {
        this.environment = environment;
        this.wanted = wanted;
        this.append = append;
        waits = environment.patience(Duration.ZERO).isPositive();
        if (!waits) {
            thread.scheduleAtFixedRate(this::measure, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** After a decision that is applied, in a world that waits. */
    void journaled() {
        if (waits && environment.clock().millis() >= measured + EVERY.toMillis()) {
            measure();
        }
    }

    private synchronized void measure() {
        try {
            if (wanted.getAsBoolean()) {
                measured = environment.clock().millis();
                process = process.isEmpty() ? environment.newId("process") : process;
                append.accept(new HeapMeasured(
                        "heap-" + process + "-" + measured, measured, process, environment.heapInUse()));
            }
        } catch (RuntimeException e) {
            System.getLogger("fairlead").log(Level.WARNING, "the heap's use is not in the log", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
