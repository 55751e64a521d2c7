package dev.fairlead.decide;

/**
 * An app with its instance at work in this process.
 *
 * @param failures makes and journals the decisions of a decider that fails
 */
public record AppInstance<Q extends Query>(App<Q, ?> app, RunningApp<Q> running, FailedDecisions<Q> failures) {
    /** One whose failures are not in the log. */
    public AppInstance(App<Q, ?> app, RunningApp<Q> running) {
        this(app, running, FailedDecisions.unlogged(app.name()));
    }

    /** The app's decider, which always answers. */
    public FallbackDecider<Q> decider() {
        return new FallbackDecider<>(app.name(), running.decider(), failures);
    }
}
