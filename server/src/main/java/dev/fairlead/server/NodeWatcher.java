package dev.fairlead.server;

import dev.fairlead.environment.Environment;
import dev.fairlead.launch.LaunchWatcher;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When a node does what its launches' watches ask for: beside the thread that applies events, as soon as a batch has brought something to
 * do. Where the environment waits for everything, the thread that journals a decision does it before it goes on, so that a simulated
 * world is the same on every machine.
 */
final class NodeWatcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LaunchWatcher watcher;
    private final boolean waits;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-watcher").factory());

    NodeWatcher(LaunchWatcher watcher, Environment environment) {
        this.watcher = watcher;
        waits = environment.patience(Duration.ZERO).isPositive();
    }

    /** After a batch that left something to do. */
    void applied() {
        if (!waits && !thread.isShutdown() && asked.compareAndSet(false, true)) {
            thread.execute(() -> {
                asked.set(false);
                watcher.act();
            });
        }
    }

    /** After a decision that is applied, in a world that waits. */
    void journaled() {
        if (waits) {
            watcher.act();
        }
    }

    String problem() {
        return watcher.problem();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
