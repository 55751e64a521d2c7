package dev.fairlead.events;

import java.util.List;

/**
 * What a release of a launch would have decided in the place of what served: it answered nobody.
 *
 * @param decision id of the decision that answered
 * @param launch whose release decided in shadow
 * @param plan hash of the launch's locked plan, 64 hexadecimal digits
 * @param arm whose release it is
 * @param release content hash of the release that decided; empty when it did not
 * @param fallback why something less than its full policy decided; empty when it did not
 * @param actions what it would have chosen, in order
 * @param agreement share of the choices that answered which it would have made too, 0 to 1; 1 where nothing was chosen by either
 * @param same whether it would have chosen the same first
 * @param millis that it took by the process's clock
 * @param skipped decisions since the last one in shadow for which there was no time
 */
public record ShadowDecision(
        String id,
        long time,
        String decision,
        String launch,
        String plan,
        String arm,
        String release,
        String fallback,
        List<String> actions,
        double agreement,
        boolean same,
        double millis,
        long skipped)
        implements Event {
    /** What the ids of these events begin with. */
    public static final String PREFIX = "shadow";

    public static final EventType<ShadowDecision> TYPE = EventType.platform(
            ShadowDecision.class,
            "shadow_decision",
            "What a launch's release would have decided; it answered nobody.",
            Field.id("decision", "id of the decision that answered"),
            Field.id("launch", "whose release decided in shadow"),
            Field.id("plan", "SHA-256 of the launch's locked plan, 64 lower-case hexadecimal digits"),
            Field.id("arm", "whose release it is"),
            Field.id("release", "content hash of the release that decided; empty when it did not")
                    .optional(),
            Field.text("fallback", "why something less than its full policy decided"),
            Field.ids("actions", "what it would have chosen, in order"),
            Field.number("agreement", 0, 1, "share of the choices that answered which it would have made too"),
            Field.flag("same", "whether it would have chosen the same first"),
            Field.number("millis", 0, Double.MAX_VALUE, "how long it took").unit("milliseconds"),
            Field.whole("skipped", 0, Long.MAX_VALUE, "decisions since the last for which there was no time"));
}
