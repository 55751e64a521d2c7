package dev.fairlead.helidon;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.helidon.DeskApp.Asked;
import dev.fairlead.helidon.DeskApp.Offer;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.State;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cheapest first; logs what it decides. The user "trouble" breaks it, and the user "slow" makes it take a while. */
final class RunningDesk implements RunningApp<Asked> {
    static final long SLOW_MILLIS = 700;

    private final InstantSource clock;
    private final EventLog log;
    private final AtomicLong ids = new AtomicLong();

    RunningDesk(InstantSource clock, EventLog log) {
        this.clock = clock;
        this.log = log;
    }

    /** A sum to ask it for. */
    record Sum(List<String> texts, boolean loud) {
        static final Schema<Sum> SCHEMA = Schema.of(
                Sum.class,
                Field.ids("texts", "what to put together").required(),
                Field.flag("loud", "whether in capitals"));
    }

    record Told(String text, boolean loud, long length) {
        static final Schema<Told> SCHEMA = Schema.of(
                Told.class,
                Field.text("text", "all of them"),
                Field.flag("loud", "whether in capitals"),
                Field.whole("length", 1, 1_000, "of it").unit("characters").orElse(-1));
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(new Operation<>("join", "Puts texts together.", Sum.SCHEMA, Told.SCHEMA, sum -> {
            String text = String.join("", sum.texts);
            if (text.contains("no")) {
                throw new IllegalArgumentException("texts: not with no in it");
            }
            return new Told(sum.loud ? text.toUpperCase(java.util.Locale.ROOT) : text, sum.loud, -1);
        }));
    }

    @Override
    public Decider<Asked> decider() {
        return new Decider<>() {
            @Override
            public Decision decide(Asked query) {
                return RunningDesk.this.decide(query);
            }

            @Override
            public List<Choice> lastResort(Asked query) {
                List<Offer> given = candidates(query).limit(query.n()).toList();
                return IntStream.range(0, given.size())
                        .mapToObj(i -> Choice.unscored(given.get(i).agent(), i + 1, "request", "", Double.NaN))
                        .toList();
            }
        };
    }

    private static Stream<Offer> candidates(Asked query) {
        return Stream.concat(
                query.agents().stream().map(agent -> new Offer(agent, Double.NaN)), query.offers().stream());
    }

    private Decision decide(Asked query) {
        if (query.user().equals("trouble")) {
            throw new IllegalStateException("broken on purpose");
        }
        if (query.user().equals("slow")) {
            sleep();
        }
        List<Offer> given = candidates(query).toList();
        List<Offer> candidates = given.isEmpty() ? List.of(new Offer("popular", 5)) : given;
        List<Offer> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparingDouble(Offer::cost));
        List<Choice> choices = new ArrayList<>();
        for (Offer offer : order.subList(0, Math.min(query.n(), order.size()))) {
            choices.add(new Choice(
                    offer.agent(),
                    choices.size() + 1,
                    given.isEmpty() ? "popularity" : "request",
                    "rank",
                    candidates.indexOf(offer),
                    -offer.cost(),
                    Double.NaN,
                    offer.cost(),
                    -offer.cost(),
                    1,
                    new float[] {0.1f, Float.NaN}));
        }
        Decision decision = new Decision(
                "d" + ids.incrementAndGet(),
                clock.millis(),
                DeskApp.NAME,
                List.of(),
                "",
                "cheapest",
                "no release",
                log.end(),
                query,
                choices);
        log.append(List.of(decision.done(decision.time() + 1)), List.of());
        return decision;
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while deciding", e);
        }
    }

    @Override
    public FeatureNames featureNames() {
        return new FeatureNames("cheapest", List.of("cost_rank", "rating"));
    }

    @Override
    public List<State> states() {
        return List.of();
    }
}
