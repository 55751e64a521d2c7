package dev.fairlead.onboarding;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import java.util.Arrays;
import java.util.Locale;

/**
 * A step of an onboarding flow was shown, completed or skipped.
 *
 * @param step "profile" or "suggestions", or another of the product's
 * @param source of acquisition, as in the sign-up
 * @param request id of the decision that chose the flow
 */
public record OnboardingStep(
        String id,
        long time,
        String user,
        String group,
        String step,
        Progress progress,
        String country,
        String platform,
        String source,
        String request)
        implements Event {
    /** How far the user went with it. */
    public enum Progress {
        SHOWN,
        COMPLETED,
        SKIPPED;

        static Progress of(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be shown, completed or skipped"));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final EventType<OnboardingStep> TYPE = EventType.product(
            OnboardingStep.class,
            "onboarding_step",
            "A step of an onboarding flow was shown, completed or skipped.",
            Field.id("user", "the user's id").person(),
            Field.id("group", "the group of users who invited each other")
                    .optional()
                    .derived(),
            Field.id("step", "the step: profile or suggestions, or another of the product's"),
            Field.text("progress", Progress.class, Progress::of, "shown, completed or skipped"),
            Field.id("country", "ISO 3166 code"),
            Field.id("platform", "such as ios, android or web"),
            Field.id("source", "of acquisition, such as organic, ads or invite"),
            Field.id("request", "id of the decision that chose the flow")
                    .optional()
                    .derived());
}
