package dev.fairlead.server;

import dev.fairlead.events.Event;
import dev.fairlead.events.Promotion;
import dev.fairlead.features.Snapshots;
import dev.fairlead.log.Fold;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.StoredModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** Which model serves an app: the fold over its promotions. A model that cannot be loaded leaves the app to its heuristic. */
final class Serving implements Fold, Snapshots.Part {

    private final String app;
    private final Registry registry;
    private String promoted = "";
    private String loaded = "";
    private volatile Optional<StoredModel> model = Optional.empty();
    private volatile String problem = "";

    Serving(String app, Registry registry) {
        this.app = app;
        this.registry = registry;
    }

    @Override
    public void accept(long offset, Event event) {
        if (event instanceof Promotion promotion && promotion.app().equals(app)) {
            promoted = promotion.model();
        }
    }

    /** Loads and warms what was promoted last, if that changed. Called between batches by the thread that applies them. */
    void refresh() {
        if (promoted.equals(loaded)) {
            return;
        }
        loaded = promoted;
        problem = "";
        try {
            Optional<StoredModel> found = promoted.isEmpty() ? Optional.empty() : registry.get(promoted);
            if (found.isEmpty() && !promoted.isEmpty()) {
                problem = "the promoted model " + promoted + " is not in the registry";
            }
            found.ifPresent(stored -> stored.model().warmUp());
            model = found;
        } catch (RuntimeException e) {
            // Damaged, unreadable, or failing on its first rows: whatever it is, it must not stop the thread that
            // applies events.
            problem = "the promoted model cannot serve: " + e.getMessage();
            model = Optional.empty();
        }
        if (!problem.isEmpty()) {
            System.getLogger("fairlead").log(System.Logger.Level.ERROR, problem + "; the heuristic answers");
        }
    }

    /** The model that serves now. */
    Optional<StoredModel> model() {
        return model;
    }

    /** Why the promoted model does not serve; empty when it does or none is promoted. */
    String problem() {
        return problem;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeUTF(promoted);
    }

    @Override
    public void load(DataInput in) throws IOException {
        promoted = in.readUTF();
    }
}
