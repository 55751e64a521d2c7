package dev.fairlead.onboarding;

import static dev.fairlead.onboarding.OnboardingFeatures.Happening.ACTIVATED;
import static dev.fairlead.onboarding.OnboardingFeatures.Happening.COMPLETED;
import static dev.fairlead.onboarding.OnboardingFeatures.Happening.INVITED;
import static dev.fairlead.onboarding.OnboardingFeatures.Happening.SHOWN;
import static dev.fairlead.onboarding.OnboardingFeatures.Happening.SIGNED_UP;
import static dev.fairlead.onboarding.OnboardingFeatures.Happening.SKIPPED;
import static dev.fairlead.onboarding.OnboardingFeatures.Numbers.ONE;

import dev.fairlead.decide.Asked;
import dev.fairlead.state.EntityType;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.Measure;
import dev.fairlead.state.NamedEntities;
import dev.fairlead.state.UpdateKind;
import dev.fairlead.state.WindowedSum;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What a decision knows: the user's own steps, and how users of the same country, platform and source fared in 30 days. Rates are
 * shrunk to a prior as if {@value #WEIGHT} users of the slice had been met before.
 */
final class OnboardingFeatures {
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final int DAYS = 30;
    private static final double PRIOR_ACTIVATION = 0.3;
    private static final double PRIOR_COMPLETION = 0.5;
    private static final double WEIGHT = 20;

    private OnboardingFeatures() {}

    enum Part implements EntityType {
        USER,
        COUNTRY,
        PLATFORM,
        SOURCE;

        @Override
        public Scope scope() {
            return Scope.REQUEST;
        }

        @Override
        public boolean person() {
            return this == USER;
        }
    }

    enum Happening implements UpdateKind {
        SIGNED_UP,
        SHOWN,
        COMPLETED,
        SKIPPED,
        ACTIVATED,
        INVITED
    }

    enum Numbers implements Measure {
        ONE
    }

    static FeatureStore<Asked<FirstSession>, ?> store() {
        FeatureStore.Builder<Asked<FirstSession>, NamedEntities.Request, NamedEntities<Asked<FirstSession>>> store =
                FeatureStore.builder(entities());
        store.add("user_steps_shown_30d", user(store, SHOWN).sum())
                .add("user_steps_completed_30d", user(store, COMPLETED).sum())
                .add("user_steps_skipped_30d", user(store, SKIPPED).sum())
                .add("user_invites_30d", user(store, INVITED).sum());
        for (Part part : new Part[] {Part.COUNTRY, Part.PLATFORM, Part.SOURCE}) {
            String name = part.name().toLowerCase(Locale.ROOT);
            store.add(
                            name + "_activation_rate_30d",
                            count(store, part, ACTIVATED).rate(count(store, part, SIGNED_UP), PRIOR_ACTIVATION, WEIGHT))
                    .add(
                            name + "_completion_rate_30d",
                            count(store, part, COMPLETED).rate(count(store, part, SHOWN), PRIOR_COMPLETION, WEIGHT));
        }
        return store.build();
    }

    private static WindowedSum user(FeatureStore.Builder<?, ?, ?> store, Happening happening) {
        return count(store, Part.USER, happening);
    }

    private static WindowedSum count(FeatureStore.Builder<?, ?, ?> store, Part part, Happening happening) {
        return store.count(ONE, part, WINDOW, DAYS, happening);
    }

    private static NamedEntities<Asked<FirstSession>> entities() {
        NamedEntities<Asked<FirstSession>> entities = new NamedEntities<Asked<FirstSession>>(
                        Part.values(),
                        Happening.values(),
                        (asked, part) -> {
                            FirstSession of = asked.query();
                            return name(part, of.user(), of.country(), of.platform(), of.source());
                        },
                        Asked::time)
                .on(
                        SignUp.class,
                        SIGNED_UP,
                        (e, part) -> name(part, e.user(), e.country(), e.platform(), e.source()),
                        Map.of(ONE, _ -> 1))
                .on(
                        Activation.class,
                        ACTIVATED,
                        (e, part) -> name(part, e.user(), e.country(), e.platform(), e.source()),
                        Map.of(ONE, _ -> 1))
                .on(Invite.class, INVITED, (e, part) -> part == Part.USER ? e.user() : "", Map.of(ONE, _ -> 1));
        step(entities, SHOWN, OnboardingStep.Progress.SHOWN);
        step(entities, COMPLETED, OnboardingStep.Progress.COMPLETED);
        step(entities, SKIPPED, OnboardingStep.Progress.SKIPPED);
        return entities;
    }

    /** A step of this progress counts one, and another nothing. */
    private static void step(
            NamedEntities<Asked<FirstSession>> entities, Happening kind, OnboardingStep.Progress progress) {
        entities.on(
                OnboardingStep.class,
                kind,
                (e, part) -> name(part, e.user(), e.country(), e.platform(), e.source()),
                Map.of(ONE, e -> e.progress() == progress ? 1 : 0));
    }

    private static String name(EntityType type, String user, String country, String platform, String source) {
        return switch ((Part) type) {
            case USER -> user;
            case COUNTRY -> country;
            case PLATFORM -> platform;
            case SOURCE -> source;
        };
    }
}
