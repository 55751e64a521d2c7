package dev.fairlead.lab.market;

import dev.fairlead.experiment.bandit.Policy;
import dev.fairlead.experiment.plan.Outcome;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.registry.Release;
import dev.fairlead.server.Training;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import dev.fairlead.sim.MarketTruth;
import dev.fairlead.sim.Scoreboard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One simulated market, lived through under several policies: the first days under the hand-written heuristic alone, then a model is
 * trained on what happened, and the same market goes on under each policy. Users, items and luck are the same under all of them, so
 * that differences between policies are not differences between worlds.
 */
final class MarketStudy {
    /** Who answers after the first days. */
    enum Policy {
        /** The hand-written heuristic without rules: what a team has today. */
        HEURISTIC,
        /** The heuristic with the rules of the slate. */
        HEURISTIC_RULES,
        /** Model, towers and rules: the whole feed. */
        FEED,
        /** Orders everything that is offered by its true expected turnover. No product can: an upper bound. */
        ORACLE;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a policy's part of the world brought.
     *
     * @param expectedGmv true expected turnover of a slate, in euros, known to the simulation only: free of the luck of who bought
     * @param slots items shown
     * @param soldOut slots that showed a sold-out item
     */
    record Outcome(Scoreboard.Score score, double expectedGmv, long slots, long soldOut) {}

    private final MarketConfig world;
    private final int historyDays;
    private final FeedConfig config;
    private final Consumer<String> progress;
    private final List<Market.Slate> history = new ArrayList<>();
    private final MemoryLog log = new MemoryLog();

    /** @param historyDays days under the heuristic before the model is trained */
    MarketStudy(MarketConfig world, int historyDays, FeedConfig config, Consumer<String> progress) {
        this.world = world;
        this.historyDays = historyDays;
        this.config = config;
        this.progress = progress;
    }

    Map<Policy, Outcome> run(List<Policy> policies) {
        Release model = trained(world, log(), config, progress);
        Map<Policy, Outcome> outcomes = new EnumMap<>(Policy.class);
        for (Policy policy : policies) {
            outcomes.put(
                    policy,
                    switch (policy) {
                        case HEURISTIC -> live(config.bare(), Optional.empty());
                        case HEURISTIC_RULES -> live(config, Optional.empty());
                        case FEED -> live(config, Optional.of(model));
                        case ORACLE -> live(loop -> {}, true);
                    });
            progress.accept(policy.label() + ": " + outcomes.get(policy));
        }
        return outcomes;
    }

    private Instant launch() {
        return world.start().plus(Duration.ofDays(historyDays));
    }

    /** What happened in the first days. Lived through once. */
    MemoryLog log() {
        if (history.isEmpty()) {
            progress.accept("the first " + historyDays + " days under the heuristic");
            ClosedLoop loop = new ClosedLoop(exploring(config));
            new Market(world)
                    .runUntil(
                            launch(),
                            (user, session, at, context, n) -> {
                                history.add(loop.slate(user, session, at, context, n));
                                return history.getLast();
                            },
                            loop);
            log.append(loop.events(), List.of());
        }
        return log;
    }

    /** A model of all that the log of a simulated market holds. */
    static Release trained(MarketConfig world, MemoryLog log, FeedConfig config, Consumer<String> progress) {
        Training training = new Training(config.with("split.test.share", "0.01"), progress);
        FeedTraining.Trained trained = training.train(
                training.prepare(Training.source("simulated market, seed " + world.seed(), true, log, log.end())));
        return ClosedLoop.unstored(trained.model(), trained.card());
    }

    /** The heuristic of the first days: bare, but for the exploration that a model learns from. */
    static FeedConfig exploring(FeedConfig config) {
        return config.bare()
                .with("policy.explore.share", config.value("policy.explore.share"))
                .with("policy.explore.cold.share", config.value("policy.explore.cold.share"));
    }

    /** The days after the first ones, under these numbers and this model or the heuristic. */
    Outcome live(FeedConfig with, Optional<Release> model) {
        return live(loop -> model.ifPresentOrElse(m -> loop.serve(m, with), () -> loop.configure(with)), false);
    }

    private Outcome live(Consumer<ClosedLoop> change, boolean oracleAnswers) {
        log();
        Market market = new Market(world);
        MarketTruth truth = market.truth();
        Scoreboard board = new Scoreboard(launch().toEpochMilli(), world.end().toEpochMilli(), _ -> "all");
        ClosedLoop loop = new ClosedLoop(exploring(config));
        loop.stopRecording();
        Iterator<Market.Slate> before = history.iterator();
        market.runUntil(launch(), (user, session, at, context, n) -> before.next(), event -> {
            loop.accept(event);
            board.accept(event);
        });
        long soldOutBefore = market.soldOutSlots();
        long slotsBefore = market.slots();
        change.accept(loop);
        Oracle oracle = new Oracle(truth);
        double[] expected = new double[2];
        Market.Feed feed = (user, session, at, context, n) -> {
            Market.Slate slate =
                    oracleAnswers ? oracle.slate(user, at, context, n) : loop.slate(user, session, at, context, n);
            if (at < world.end().toEpochMilli()) {
                expected[0] += truth.trueExpectedGmv(
                        user, slate.shown().stream().map(Shown::item).toList(), Instant.ofEpochMilli(at));
                expected[1]++;
            }
            return slate;
        };
        market.run(feed, event -> {
            loop.accept(event);
            board.accept(event);
        });
        return new Outcome(
                Objects.requireNonNull(board.result().get("all")),
                expected[0] / expected[1],
                market.slots() - slotsBefore,
                market.soldOutSlots() - soldOutBefore);
    }

    /** Knows the truth. */
    private static final class Oracle {
        private final MarketTruth truth;
        private long requests;

        Oracle(MarketTruth truth) {
            this.truth = truth;
        }

        Market.Slate slate(String user, long at, Context context, int n) {
            record Valued(String item, double price, double value) {}
            Instant now = Instant.ofEpochMilli(at);
            List<Valued> valued = new ArrayList<>();
            for (MarketTruth.Offered offered : truth.offered(context.market(), now)) {
                valued.add(
                        new Valued(offered.item(), offered.price(), truth.trueExpectedGmv(user, offered.item(), now)));
            }
            valued.sort(Comparator.comparingDouble(v -> -v.value));
            List<Shown> shown = new ArrayList<>();
            for (Valued v : valued.subList(0, Math.min(n, valued.size()))) {
                shown.add(new Impression.Shown(v.item, shown.size() + 1, v.price, 1));
            }
            return new Market.Slate("oracle-" + ++requests, shown);
        }
    }
}
