package dev.fairlead.decide;

import dev.fairlead.log.Position;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.UUID;

/** A decider that always answers. One keeps its own fallbacks; if it throws anything at all it is broken, and its last resort answers. */
public final class FallbackDecider<Q extends Query> implements Decider<Q> {
    private static final System.Logger LOGGER = System.getLogger(FallbackDecider.class.getName());

    private final String app;
    private final Decider<Q> decider;

    public FallbackDecider(String app, Decider<Q> decider) {
        this.app = app;
        this.decider = decider;
    }

    @Override
    public Decision decide(Q query) {
        try {
            return decider.decide(query);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "The decider of '" + app + "' failed; its last resort answered.", e);
            return unlogged(query);
        }
    }

    @Override
    public List<Choice> lastResort(Q query) {
        return decider.lastResort(query);
    }

    /** Not in the log: its id joins to nothing, and says so. */
    private Decision unlogged(Q query) {
        return new Decision(
                "unlogged-" + UUID.randomUUID(),
                0,
                app,
                List.of(),
                "",
                "",
                "error",
                Position.START,
                query,
                lastResort(query));
    }
}
