package dev.fairlead.onboarding;

import dev.fairlead.decide.Asked;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Label;
import dev.fairlead.decide.MetricType;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.StoreApp;
import dev.fairlead.events.EventType;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.state.FeatureStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides a new user's first session: the short flow, or one more step with personalised suggestions. One user in ten gets the other
 * flow than the rule's, drawn by a hash of the user's id, so that both are met everywhere; the propensity says so.
 */
public final class OnboardingApp extends StoreApp<FirstSession> {
    /** The steps that every product has: nothing but a profile. */
    public static final String SHORT = "short";

    /** A profile, and then personalised suggestions. */
    public static final String SUGGESTIONS = "suggestions";

    /** Days after the decision, of 24 hours, within which an activation counts. */
    public static final int WINDOW_DAYS = 7;

    /** With a model, users less likely than this to be activated get suggestions. */
    private static final double UNLIKELY = 0.3;

    private static final double EXPLORED = 0.1;
    private static final String SEED = "onboarding-explore";

    @Override
    public String name() {
        return "onboarding";
    }

    @Override
    public List<EventType<?>> events() {
        return List.of(SignUp.TYPE, OnboardingStep.TYPE, Activation.TYPE, Invite.TYPE);
    }

    @Override
    public QueryType<FirstSession> queries() {
        return new QueryType<>(name(), FirstSession.SCHEMA, List.of("user", "group"));
    }

    @Override
    public List<MetricType> metrics() {
        return List.of(
                new MetricType("activation-7d", "proportion", "activation", "", "increase", WINDOW_DAYS),
                new MetricType("steps", "count", "onboarding_step", "", "increase", WINDOW_DAYS),
                new MetricType("invites", "count", "invite", "", "increase", WINDOW_DAYS));
    }

    /** An activation that names the decision, at most seven days after it. */
    @Override
    protected Label<?> label() {
        return new Label<>("activation", Activation.class, Activation::request, Duration.ofDays(WINDOW_DAYS));
    }

    @Override
    protected FeatureStore<Asked<FirstSession>, ?> store() {
        return OnboardingFeatures.store();
    }

    /** Without a model everybody gets the short flow; with one, who is unlikely to be activated gets suggestions; a tenth the other one. */
    @Override
    protected Choice choose(FirstSession session, float[] row, Optional<Double> probability) {
        boolean suggests = probability.map(p -> p < UNLIKELY).orElse(false);
        boolean explored = HashVersion.V2.of(SEED, session.user()) < EXPLORED;
        return new Choice(
                suggests == explored ? SHORT : SUGGESTIONS,
                1,
                "",
                explored ? "explore" : "rank",
                0,
                Double.NaN,
                probability.orElse(Double.NaN),
                Double.NaN,
                Double.NaN,
                explored ? EXPLORED : 1 - EXPLORED,
                row);
    }

    @Override
    protected Choice lastResort(FirstSession session) {
        return Choice.unscored(SHORT, 1, "", "fallback", Double.NaN);
    }

    @Override
    protected List<Operation<?, ?>> operations(FeatureStore<Asked<FirstSession>, ?> store) {
        return List.of(new Operation<>(
                "funnel", "How far a user came in 30 days.", FunnelOf.SCHEMA, FunnelOf.Answer.SCHEMA, asked -> {
                    FirstSession of = new FirstSession(asked.user(), "", "", "", "");
                    float[] row = store.read(view -> view.rows(new Asked<>(of, asked.at())));
                    return new FunnelOf.Answer(row[0], row[1], row[2], row[3]);
                }));
    }
}
