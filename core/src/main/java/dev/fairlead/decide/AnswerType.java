package dev.fairlead.decide;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.log.Position;
import java.util.List;
import java.util.function.Function;

/**
 * How a decision is answered to the product that asked.
 *
 * @param schema fields of the answer
 * @param of makes the answer of a decision
 */
public record AnswerType<A>(Schema<A> schema, Function<Decision, A> of) {
    /**
     * The answer of an app that has none of its own.
     *
     * @param request the decision's id, which outcomes name
     */
    public record Plain(
            String request,
            List<Assigned> arms,
            String release,
            String fallback,
            Position asOf,
            List<Choice> choices) {}

    /** Arms, release, fallback and choices as they are. */
    public static final AnswerType<Plain> PLAIN = new AnswerType<>(
            Schema.of(
                    Plain.class,
                    Field.id("request", "the decision's id, which outcomes name"),
                    Field.objects("arms", Assigned.SCHEMA, "what launches gave the query's units"),
                    Field.id("release", "content hash of the release that answered")
                            .optional(),
                    Field.text("fallback", "why something less than the full policy answered"),
                    Field.text("as_of", Position.class, Position::parse, "log position that the state had applied"),
                    Field.objects("choices", Choice.SCHEMA, "what was chosen")),
            decision -> new Plain(
                    decision.id(),
                    decision.arms(),
                    decision.release(),
                    decision.fallback(),
                    decision.asOf(),
                    decision.choices()));
}
