package dev.fairlead.decide;

import java.util.function.BiConsumer;

/**
 * An app with its instance at work in this process.
 *
 * @param failures makes and journals the decisions of a decider that fails
 * @param answered told of each query and its answer; it neither blocks for long nor throws
 */
public record AppInstance<Q extends Query>(
        App<Q, ?> app, RunningApp<Q> running, FailedDecisions<Q> failures, BiConsumer<Q, Decision> answered) {
    /** One whose failures are not in the log, and whose answers nobody is told of. */
    public AppInstance(App<Q, ?> app, RunningApp<Q> running) {
        this(app, running, FailedDecisions.unlogged(app.name()), (_, _) -> {});
    }

    /** The app's decider, which always answers. */
    public FallbackDecider<Q> decider() {
        return new FallbackDecider<>(app.name(), running.decider(), failures, answered);
    }
}
