package dev.fairlead.decide;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BiConsumer;

/** A decider that always answers. One keeps its own fallbacks; if it throws anything at all it is broken, and its last resort answers. */
public final class FallbackDecider<Q extends Query> implements Decider<Q> {
    private static final System.Logger LOGGER = System.getLogger(FallbackDecider.class.getName());

    private final String app;
    private final Decider<Q> decider;
    private final FailedDecisions<Q> failures;
    private final BiConsumer<Q, Decision> answered;

    /** One whose failures are not in the log. */
    public FallbackDecider(String app, Decider<Q> decider) {
        this(app, decider, FailedDecisions.unlogged(app), (_, _) -> {});
    }

    /**
     * @param failures what becomes of a query whose decider failed
     * @param answered told of each query and its answer; it neither blocks for long nor throws
     */
    public FallbackDecider(
            String app, Decider<Q> decider, FailedDecisions<Q> failures, BiConsumer<Q, Decision> answered) {
        this.app = app;
        this.decider = decider;
        this.failures = failures;
        this.answered = answered;
    }

    @Override
    public Decision decide(Q query) {
        Decision decision = decided(query);
        answered.accept(query, decision);
        return decision;
    }

    private Decision decided(Q query) {
        try {
            return decider.decide(query);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "The decider of '" + app + "' failed; its last resort answered.", e);
            return failed(query, lastResort(query));
        }
    }

    private Decision failed(Q query, List<Choice> answer) {
        try {
            return failures.of(query, answer);
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "The failure of '" + app + "' is not in the log.", e);
            return FailedDecisions.<Q>unlogged(app).of(query, answer);
        }
    }

    @Override
    public List<Choice> lastResort(Q query) {
        return decider.lastResort(query);
    }
}
