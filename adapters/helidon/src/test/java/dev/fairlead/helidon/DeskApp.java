package dev.fairlead.helidon;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.UntrainedApp;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.log.Position;
import java.util.List;

/** Who of a support desk answers a person. It learns nothing. */
final class DeskApp implements UntrainedApp<DeskApp.Asked, Void> {
    static final String NAME = "desk";

    /** Where the person is. */
    record Place(String market, String device, String zone) {
        static final Schema<Place> SCHEMA = Schema.of(
                Place.class,
                Field.id("market", "the market").optional(),
                Field.id("device", "mobile, tablet, desktop, …").optional(),
                Field.zone("time_zone", "an IANA time zone"));
    }

    /** An agent at a price. */
    record Offer(String agent, double cost) {
        static final Schema<Offer> SCHEMA = Schema.of(
                Offer.class,
                Field.id("agent", "the agent's id"),
                Field.number("cost", 0, 1e6, "of an answer").unit("EUR").optional());
    }

    record Asked(String user, String session, Place context, int n, List<String> agents, List<Offer> offers)
            implements Query {
        static final Schema<Asked> SCHEMA = Schema.of(
                Asked.class,
                Field.id("user", "who asks"),
                Field.id("session", "within which visit"),
                Field.object("context", Place.SCHEMA, "where the person is").optional(),
                Field.whole("n", 1, 1_000, "most agents").orElse(20),
                Field.ids("agents", "who may answer, in the caller's order"),
                Field.objects("offers", Offer.SCHEMA, "who may answer for what"));

        @Override
        public String unit(String kind) {
            return kind.equals("user") ? user : kind.equals("session") ? session : "";
        }
    }

    /** What is answered. */
    record Answered(
            String request, List<Assigned> arms, String release, String fallback, Position asOf, List<Slot> agents) {
        record Slot(
                String agent,
                int place,
                double score,
                double probability,
                double propensity,
                double cost,
                String rule) {
            static final Schema<Slot> SCHEMA = Schema.of(
                    Slot.class,
                    Field.id("agent", "the agent's id"),
                    Field.whole("place", 1, Choice.MOST, "1 is the first"),
                    Field.number("score", -1e6, 0, "the higher the better").optional(),
                    Field.number("probability", 0, 1, "that the person is content")
                            .optional(),
                    Field.number("propensity", Double.MIN_VALUE, 1, "of this agent at this place")
                            .optional(),
                    Field.number("cost", 0, 1e6, "of an answer").unit("EUR").optional(),
                    Field.text("rule", "what put it there"));

            static Slot of(Choice choice) {
                return new Slot(
                        choice.action(),
                        choice.place(),
                        choice.score(),
                        choice.probability(),
                        choice.propensity(),
                        choice.amount(),
                        choice.rule());
            }
        }

        static final AnswerType<Answered> TYPE = new AnswerType<>(
                Schema.of(
                        Answered.class,
                        Field.id("request", "the decision's id"),
                        Field.objects("arms", Assigned.SCHEMA, "what launches gave the user or the session"),
                        Field.id("release", "content hash of the release that answered")
                                .optional(),
                        Field.text("fallback", "why something less than the full policy answered"),
                        Field.text("as_of", Position.class, Position::parse, "log position that was read"),
                        Field.objects("agents", Slot.SCHEMA, "first to last")),
                decision -> new Answered(
                        decision.id(),
                        decision.arms(),
                        decision.release(),
                        decision.fallback(),
                        decision.asOf(),
                        decision.choices().stream().map(Slot::of).toList()));
    }

    /** A person took an answer. */
    record Click(String id, long time, String user, String session, String item, String request) implements Event {
        static final EventType<Click> TYPE = EventType.product(
                Click.class,
                "click",
                "A person took an answer.",
                Field.id("user", "who"),
                Field.id("session", "within which visit"),
                Field.id("item", "which answer"),
                Field.id("request", "the decision's id").optional());
    }

    /** What an answer costs. */
    record Price(String id, long time, String item, double price, String currency) implements Event {
        static final EventType<Price> TYPE = EventType.product(
                Price.class,
                "item",
                "What an answer costs.",
                Field.id("item", "which answer"),
                Field.number("price", 0, 1e9, "of an answer, in the currency"),
                Field.id("currency", "ISO 4217 code").optional());
    }

    static final QueryType<Asked> QUERIES = new QueryType<>(NAME, Asked.SCHEMA, List.of("user", "session"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<EventType<?>> events() {
        return List.of(Click.TYPE, Price.TYPE);
    }

    @Override
    public QueryType<Asked> queries() {
        return QUERIES;
    }

    @Override
    public AnswerType<?> answers() {
        return Answered.TYPE;
    }
}
