package dev.fairlead.decide;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.log.Position;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an app decided for one query, and everything needed to explain or replay it.
 *
 * @param id also the id that outcomes name
 * @param app the app's name
 * @param arms what launches gave the query's units, one for each launch that has an arm for it
 * @param release content hash of the release that answered; empty when the last resort did
 * @param fingerprint of the feature definitions that the rows were read by; empty when none were
 * @param fallback why something less than the full policy answered; empty when it did not
 * @param asOf log position that the state had applied when it was read
 * @param query what was asked, with the candidates that were scored in the order they were scored in
 * @param choices what was answered
 * @param numbers hash of the app's numbers that the last resort decided with; empty when a release answered, whose numbers are its own, and for
 *     an app that has none
 * @param carried numbers that later decisions of the app read, in an order of the app's own; empty for most apps
 * @param millis that it took by the process's clock, until it was journaled; NaN where nobody measured
 */
public record Decision(
        String id,
        long time,
        String app,
        List<Assigned> arms,
        String release,
        String fingerprint,
        String fallback,
        Position asOf,
        Query query,
        List<Choice> choices,
        String numbers,
        double[] carried,
        double millis)
        implements Event {
    private static final double[] NOTHING = {};

    /** A decision of a release, or of an app without numbers, that later ones do not read. */
    public Decision(
            String id,
            long time,
            String app,
            List<Assigned> arms,
            String release,
            String fingerprint,
            String fallback,
            Position asOf,
            Query query,
            List<Choice> choices) {
        this(id, time, app, arms, release, fingerprint, fallback, asOf, query, choices, "", NOTHING);
    }

    /** One that nobody measured. */
    public Decision(
            String id,
            long time,
            String app,
            List<Assigned> arms,
            String release,
            String fingerprint,
            String fallback,
            Position asOf,
            Query query,
            List<Choice> choices,
            String numbers,
            double[] carried) {
        this(id, time, app, arms, release, fingerprint, fallback, asOf, query, choices, numbers, carried, Double.NaN);
    }

    /** The same, at the time at which it is done. A clock that went back measures nothing. */
    public Decision done(long now) {
        return new Decision(
                id,
                time,
                app,
                arms,
                release,
                fingerprint,
                fallback,
                asOf,
                query,
                choices,
                numbers,
                carried,
                now < time ? Double.NaN : now - time);
    }

    /** The type of event, for a process whose apps are asked these queries. */
    public static EventType<Decision> type(Collection<? extends QueryType<?>> queries) {
        Map<String, Schema<?>> schemas = new LinkedHashMap<>();
        queries.forEach(query -> schemas.put(query.app(), query.schema()));
        return EventType.platform(
                Decision.class,
                "decision",
                "What an app decided for one query.",
                Field.id("app", "the app's name"),
                Field.objects("arms", Assigned.SCHEMA, "what launches gave the query's units"),
                Field.id("release", "content hash of the release that answered; empty when the last resort did")
                        .optional(),
                // Without it a decision for a person who was erased is not compared with what the log makes of it now.
                Field.id("fingerprint", "of the feature definitions that the rows were read by")
                        .optional()
                        .attribute(),
                Field.text("fallback", "why something less than the full policy answered"),
                Field.text("as_of", Position.class, Position::parse, "log position that the state had applied"),
                Field.variant("query", "app", schemas, "what was asked, with the candidates that were scored"),
                Field.objects("choices", Choice.SCHEMA, "what was answered"),
                Field.id("numbers", "hash of the numbers that the last resort decided with")
                        .optional(),
                Field.numbers(
                        "carried", -Double.MAX_VALUE, Double.MAX_VALUE, "numbers that later decisions of the app read"),
                Field.number("millis", 0, Double.MAX_VALUE, "how long it took")
                        .unit("milliseconds")
                        .optional());
    }

    /** What one launch gave this decision's unit. */
    public Optional<Assigned> arm(String launch) {
        return arms.stream().filter(arm -> arm.launch().equals(launch)).findFirst();
    }
}
