package dev.fairlead.server;

import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Erasure;
import dev.fairlead.events.Event;
import dev.fairlead.helidon.Erasing;
import dev.fairlead.log.Folds;
import dev.fairlead.log.Replaying;
import dev.fairlead.log.Tail;
import dev.fairlead.privacy.Eraser;
import dev.fairlead.privacy.ErasureReport;
import dev.fairlead.privacy.ErasureStore;
import dev.fairlead.privacy.Erasures;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The erasures of a node. */
final class NodeErasures implements Erasing, Eraser.Running {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Node node;
    private final Eraser eraser;
    private final ErasureStore store;
    private final Erasures told;
    private final ExportManifest exports;
    private final Folds folds;
    private final Tail tail;
    private final Environment environment;
    private final AtomicInteger seen = new AtomicInteger();
    private volatile String problem = "";

    NodeErasures(
            Node node,
            Eraser eraser,
            ErasureStore store,
            Erasures told,
            ExportManifest exports,
            Folds folds,
            Tail tail,
            Environment environment) {
        this.node = node;
        this.eraser = eraser;
        this.store = store;
        this.told = told;
        this.exports = exports;
        this.folds = folds;
        this.tail = tail;
        this.environment = environment;
    }

    private String freshId() {
        return environment.newId(Erasure.PREFIX);
    }

    @Override
    public ErasureReport erase(String person) {
        return erase(person, _ -> {});
    }

    ErasureReport erase(String person, Consumer<String> progress) {
        return eraser.erase(freshId(), person, environment.clock().millis(), this, progress);
    }

    @Override
    public List<ErasureReport> reports() {
        return eraser.reports();
    }

    @Override
    public void exported(List<String> files) {
        exports.add(files, node.log().end(), environment.clock().millis());
    }

    /** Goes on with what a process before this one did not finish. */
    void resume() {
        if (!store.pending().isEmpty()) {
            beside();
        }
    }

    /** After a batch of events: carries out what the log tells of and this folder has not done. */
    void applied() {
        if (told.told().size() != seen.get()) {
            beside();
        }
    }

    private void beside() {
        Thread.ofVirtual().name("fairlead-erasures").start(() -> {
            List<Erasures.Told> all = told.told();
            seen.set(all.size());
            try {
                tail.awaitReplays(PATIENCE);
                eraser.resume(environment.clock().millis(), this);
                eraser.repeat(all, this::freshId, environment.clock().millis(), this);
                problem = "";
            } catch (RuntimeException e) {
                problem = "an erasure is not finished, and is gone on with at the next start: " + e.getMessage();
                System.getLogger("fairlead").log(Level.ERROR, problem, e);
            }
        });
    }

    /** Why an erasure is not finished; empty when all are. */
    String problem() {
        return problem;
    }

    @Override
    public void requireCaughtUp() {
        for (Replaying replay : folds.replaying()) {
            throw new UserException(
                    UserException.Kind.CONFLICT, replay + "; persons can be erased again once that has caught up");
        }
    }

    @Override
    public void append(Event event) {
        node.append(List.of(event));
    }

    @Override
    public void snapshot() {
        node.snapshot();
    }
}
