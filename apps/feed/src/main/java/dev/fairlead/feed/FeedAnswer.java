package dev.fairlead.feed;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.log.Position;
import java.util.List;

/**
 * What the feed answers.
 *
 * @param request the decision's id, which impressions and outcomes name
 * @param arms what launches gave the user or the session
 * @param release content hash of the release that ranked; empty when the heuristic did
 * @param fallback why something less than the full policy answered; empty when it did not
 * @param asOf log position that the features were read at
 * @param items first to last
 */
record FeedAnswer(
        String request, List<Assigned> arms, String release, String fallback, Position asOf, List<Item> items) {
    private static final double ANY = Double.MAX_VALUE;

    /** One item of the slate: a {@link Choice} in a marketplace's words. */
    record Item(
            String item,
            int position,
            double score,
            double probability,
            double value,
            double propensity,
            double price,
            String source,
            String rule) {
        static final Schema<Item> SCHEMA = Schema.of(
                Item.class,
                Field.id("item", "the item's id"),
                Field.whole("position", 1, Choice.MOST, "1 is the first"),
                Field.number("score", -ANY, ANY, "the ranker's raw score, or the heuristic's")
                        .optional(),
                Field.number(
                                "probability",
                                0,
                                1,
                                "calibrated probability of the outcome; null when the heuristic answered")
                        .optional(),
                Field.number("value", -ANY, ANY, "what the slate was ordered by: probability × price × margin")
                        .optional(),
                Field.number("propensity", Double.MIN_VALUE, 1, "probability that the policy shows it there")
                        .optional(),
                Field.number("price", 0, ANY, "used for the expected value").optional(),
                Field.text("source", "which sources proposed it, joined by +"),
                Field.text("rule", "rank for the order by value, or explore, thompson, new-seller, pin, …"));

        static Item of(Choice choice) {
            return new Item(
                    choice.action(),
                    choice.place(),
                    choice.score(),
                    choice.probability(),
                    choice.value(),
                    choice.propensity(),
                    choice.amount(),
                    choice.source(),
                    choice.rule());
        }
    }

    static final AnswerType<FeedAnswer> TYPE = new AnswerType<>(
            Schema.of(
                    FeedAnswer.class,
                    Field.id("request", "the decision's id, which impressions and outcomes name"),
                    Field.objects("arms", Assigned.SCHEMA, "what launches gave the user or the session"),
                    Field.id("release", "content hash of the release that ranked; empty when the heuristic did")
                            .optional(),
                    Field.text("fallback", "why something less than the full policy answered"),
                    Field.text("as_of", Position.class, Position::parse, "log position that the features were read at"),
                    Field.objects("items", Item.SCHEMA, "first to last")),
            FeedAnswer::of);

    private static FeedAnswer of(Decision decision) {
        return new FeedAnswer(
                decision.id(),
                decision.arms(),
                decision.release(),
                decision.fallback(),
                decision.asOf(),
                decision.choices().stream().map(Item::of).toList());
    }
}
