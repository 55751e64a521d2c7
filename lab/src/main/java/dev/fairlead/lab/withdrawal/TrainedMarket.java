package dev.fairlead.lab.withdrawal;

import dev.fairlead.errors.UserException;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.json.JsonDocuments;
import dev.fairlead.lab.market.ClosedLoop;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.server.Training;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A simulated market after its first days under the heuristic, with a model that was trained on them. */
final class TrainedMarket {
    static final int HISTORY_DAYS = 7;
    private static final int SLATE = 10;
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    /** How long each tree is in the text, which changes with its signs. */
    private static final Pattern SIZES = Pattern.compile("tree_sizes=[^\\\\]*\\\\n");

    private static final Pattern LEAVES = Pattern.compile("leaf_value=([^\\\\]*)");

    /** Few candidates and a small model: what is measured is the watch, not the ranking. */
    static final FeedConfig CONFIG = FeedConfig.defaults()
            .with("candidates", "60")
            .with("ranker.trees", "20")
            .with("classifier.trees", "20")
            .with("ranker.min.leaf.rows", "20")
            .with("classifier.min.leaf.rows", "20")
            .with("towers.epochs", "1")
            .with("labels.outcome", "click")
            .with("objective", "relevance")
            .with("split.test.share", "0.01");

    private final MarketConfig config;
    private final List<Market.Slate> slates = new ArrayList<>();
    private final List<Event> events;
    private final FeedTraining.Trained trained;

    /** @param days of the launch at most, after those of the history */
    TrainedMarket(long seed, int users, int days) {
        config = new MarketConfig(
                seed, users, 600, 60, HISTORY_DAYS + days, START, SLATE, 0.3, 0.02, MarketConfig.Habits.PLAIN);
        ClosedLoop loop = new ClosedLoop(CONFIG);
        new Market(config)
                .runUntil(
                        launch(),
                        (user, session, at, context, n) -> {
                            slates.add(loop.slate(user, session, at, context, n));
                            return slates.getLast();
                        },
                        loop);
        events = List.copyOf(loop.events());
        MemoryLog log = new MemoryLog();
        log.append(events, List.of());
        Training training = new Training(CONFIG, _ -> {});
        trained = training.train(
                training.prepare(Training.source("simulated market, seed " + seed, true, log, log.end())));
    }

    /** When the history ends. */
    Instant launch() {
        return START.plus(Duration.ofDays(HISTORY_DAYS));
    }

    Instant end() {
        return config.end();
    }

    /** What happened and was decided in the first days. */
    List<Event> events() {
        return events;
    }

    FeedTraining.Trained trained() {
        return trained;
    }

    /** The market at the launch: its first days were as they were. */
    Market atLaunch() {
        Market market = new Market(config);
        Iterator<Market.Slate> before = slates.iterator();
        market.runUntil(launch(), (_, _, _, _, _) -> before.next(), _ -> {});
        return market;
    }

    /** The model, each leaf of whose trees gives the negative. */
    RankingModel flipped() {
        JsonDocuments documents = new JsonDocuments();
        String text = new String(documents.write(trained.model()::write), StandardCharsets.UTF_8);
        String negative = LEAVES.matcher(SIZES.matcher(text).replaceAll(""))
                .replaceAll(found -> "leaf_value=" + negated(found.group(1)));
        try {
            return RankingModel.read(new Contract(documents.read(negative.getBytes(StandardCharsets.UTF_8))));
        } catch (ContractViolation e) {
            throw new UserException("the model with its sign flipped is none: " + e.getMessage());
        }
    }

    private static String negated(String values) {
        return Arrays.stream(values.split(" "))
                .map(value -> value.startsWith("-") ? value.substring(1) : "-" + value)
                .collect(Collectors.joining(" "));
    }
}
