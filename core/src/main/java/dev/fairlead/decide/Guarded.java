package dev.fairlead.decide;

import dev.fairlead.events.Assigned;
import dev.fairlead.events.Decision;
import dev.fairlead.log.Position;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A decider that always answers. One keeps its own fallbacks; if it throws anything at all it is broken, and the caller's order stands in for it. */
public final class Guarded implements Decider {
    private static final System.Logger LOGGER = System.getLogger(Guarded.class.getName());
    private static final float[] NO_FEATURES = {};
    private static final double[] NO_PRICES = {};

    private final String app;
    private final Decider decider;

    public Guarded(String app, Decider decider) {
        this.app = app;
        this.decider = decider;
    }

    @Override
    public List<String> featureNames(Decision decision) {
        return decider.featureNames(decision);
    }

    @Override
    public Decision decide(DecisionRequest asked) {
        try {
            return decider.decide(asked);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "The decider of '" + app + "' failed; the candidates' given order answered.", e);
            return givenOrder(asked);
        }
    }

    /** Not in the log: its id joins to nothing, and says so. */
    private Decision givenOrder(DecisionRequest asked) {
        List<Candidate> shown = asked.candidates()
                .subList(0, Math.min(asked.n(), asked.candidates().size()));
        List<Decision.Slot> slots = new ArrayList<>(shown.size());
        for (Candidate c : shown) {
            int at = slots.size();
            slots.add(new Decision.Slot(
                    c.item(),
                    at + 1,
                    c.source(),
                    "",
                    at,
                    c.price(),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    1,
                    NO_FEATURES));
        }
        List<String> items = asked.candidates().stream().map(Candidate::item).toList();
        return new Decision(
                "unlogged-" + UUID.randomUUID(),
                0,
                app,
                asked.user(),
                asked.session(),
                asked.context(),
                Assigned.NONE,
                "",
                "",
                "error",
                Position.START,
                items,
                NO_PRICES,
                slots);
    }
}
