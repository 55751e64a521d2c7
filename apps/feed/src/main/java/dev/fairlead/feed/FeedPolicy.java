package dev.fairlead.feed;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Router;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.log.StateReader;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.market.features.Market;
import dev.fairlead.policy.SlateDistribution;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.TowerModel;
import dev.fairlead.state.FeatureView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decides the feed. In running order: arm → candidates → availability → features → scores → rules → slate → journal.
 *
 * <p>It always answers. Where an arm names the heuristic, that is the policy. Without a model, or with one that does not fit the
 * features or fails, the heuristic orders; without a source, the others propose. What it went without is in {@link Decision#fallback}.
 */
public final class FeedPolicy implements Decider<ListQuery> {
    private static final StateReader.Access NO_ACCESS = () -> {};

    private final FeedFeatures features;
    private final FeedRules own;
    private final ReleasedRules released;
    private final Function<Release, Optional<FeedRules>> rulesOf;
    private final Duration stateDeadline;
    private final Retrieval retrieval;
    private final ExposureWindows windows;
    private final SlateDecider slates;
    private final FallbackCache lastKnown;
    private final Router router;
    private final StateReader states;
    private final Environment environment;
    private final Consumer<Decision> journal;
    private final Stage.Timer timer;

    /**
     * What the feed decides with, beside its numbers.
     *
     * @param windows the last slates of each arm; the decisions that {@code journal} takes must reach it by the log
     * @param router which release serves a request, by the arm of its unit where a launch runs
     * @param states reads features, retrieval, windows and what the router follows at one position
     * @param environment the time, and the decisions' ids: what is drawn at random in a decision depends on its id and {@code
     *     training.seed} alone
     * @param journal takes every decision; must not block for long nor throw
     * @param timer told how long each part of a decision took
     */
    public record Parts(
            FeedFeatures features,
            Retrieval retrieval,
            ExposureWindows windows,
            Router router,
            StateReader states,
            Environment environment,
            Consumer<Decision> journal,
            Stage.Timer timer) {}

    /** A feed that decides with these numbers whatever release serves. */
    public FeedPolicy(Parts parts, FeedConfig config) {
        this(parts, config, false);
    }

    /** A feed whose releases decide with the numbers that they were made with. @param config numbers of the heuristic, when no release serves */
    static FeedPolicy ofReleases(Parts parts, FeedConfig config) {
        return new FeedPolicy(parts, config, true);
    }

    private FeedPolicy(Parts parts, FeedConfig config, boolean releasedNumbers) {
        this.features = parts.features;
        this.retrieval = parts.retrieval;
        this.windows = parts.windows;
        List<String> names = features.store().names();
        this.slates = new SlateDecider(features.store());
        this.lastKnown = new FallbackCache(features.evidence());
        this.router = parts.router;
        this.states = parts.states;
        this.environment = parts.environment;
        this.journal = parts.journal;
        this.timer = parts.timer;
        this.own = new FeedRules(config, features, environment, names);
        this.released = new ReleasedRules(numbers -> new FeedRules(numbers, features, environment, names));
        this.rulesOf = releasedNumbers ? released::of : _ -> Optional.of(own);
        this.stateDeadline = config.stateDeadline();
    }

    /** The same state, numbers and releases, asked by somebody else: it counts and measures nothing of what serves. */
    private FeedPolicy(FeedPolicy serves, Router router, Environment environment, Consumer<Decision> journal) {
        this.features = serves.features;
        this.retrieval = serves.retrieval;
        this.windows = serves.windows;
        this.slates = serves.slates;
        this.lastKnown = new FallbackCache(features.evidence());
        this.router = router;
        this.states = serves.states;
        this.environment = environment;
        this.journal = journal;
        this.timer = (_, _) -> {};
        this.own = serves.own;
        this.released = serves.released;
        this.rulesOf = serves.rulesOf;
        this.stateDeadline = serves.stateDeadline;
    }

    /** Another feed that decides as this does, with other ids and times, for another journal. */
    FeedPolicy beside(Router router, Environment environment, Consumer<Decision> journal) {
        return new FeedPolicy(this, router, environment, journal);
    }

    /** From now on these releases may serve. */
    void prepare(Collection<Release> releases) {
        released.prepare(releases);
    }

    /** A release whose numbers cannot be read leaves the request to the heuristic. */
    private Ruled ruled(ListQuery request) {
        Served served = router.serve(request);
        if (served.release().isEmpty()) {
            return Ruled.of(served, own, windows);
        }
        return rulesOf.apply(served.release().get())
                .map(rules -> Ruled.of(served, rules, windows))
                .orElseGet(() -> Ruled.of(
                        new Served(served.arms(), Optional.empty(), SlateDecider.OTHER_NUMBERS), own, windows));
    }

    @Override
    public Decision decide(ListQuery request) {
        long now = environment.clock().millis();
        String id = environment.newId("d");
        ScoringBatch batch;
        try (StateReader.Access access =
                states.open(environment.patience(stateDeadline)).orElse(NO_ACCESS)) {
            if (access == NO_ACCESS) {
                return degraded(request, id, now, "feature state late");
            }
            batch = batch(request, now);
        } catch (RuntimeException e) {
            System.getLogger("fairlead").log(System.Logger.Level.ERROR, "the feature state cannot be read", e);
            return degraded(request, id, now, "feature state failed");
        }
        long read = System.nanoTime();
        Scored scored = slates.score(batch);
        long ordered = System.nanoTime();
        timer.record(Stage.SCORING, ordered - read);
        Decision decision = slates.decide(id, request, now, batch, scored);
        long ruled = System.nanoTime();
        timer.record(Stage.RULES, ruled - ordered);
        journal.accept(decision);
        timer.record(Stage.JOURNAL, System.nanoTime() - ruled);
        return decision;
    }

    /**
     * Everything that a request may be answered with.
     *
     * @param items the candidates that the distribution speaks of by their numbers
     */
    public record Prospect(List<String> items, SlateDistribution distribution) {}

    /** What it may show now, with which probability. Nothing is drawn, counted or journaled. Nothing may be applied meanwhile. */
    public Prospect prospect(ListQuery request) {
        ScoringBatch batch = batch(request, environment.clock().millis());
        return new Prospect(batch.query().items(), slates.distribution(batch, request.n()));
    }

    private ScoringBatch batch(ListQuery request, long now) {
        long start = System.nanoTime();
        FeatureView<FeatureQuery, Market> view = features.store().view();
        Ruled ruled = ruled(request);
        Optional<TowerModel> model = SlateDecider.model(ruled.served()).flatMap(RankingModel::towers);
        Optional<Towers> towers = retrieval.towers(model);
        Optional<ItemSimilarity> similarity = slates.similarity(ruled.served().release());
        Eligibility eligibility =
                Eligibility.of(view.entities(), request, now, ruled.rules().config());
        Sources.Found found = request.candidates().isEmpty()
                ? ruled.rules()
                        .sources()
                        .find(noted(
                                new RetrievalContext(view, features, request, now, towers, similarity, eligibility)))
                : Sources.given(view.entities().catalogue(), request);
        long proposed = System.nanoTime();
        timer.record(Stage.RETRIEVAL, proposed - start);
        ScoringBatch.Available available = ScoringBatch.available(eligibility, request, now, found, similarity);
        float[] rows = view.rows(available.query());
        boolean late = ruled.rules().readsVectors() && model.isPresent() && towers.isEmpty();
        ScoringBatch batch = ScoringBatch.of(
                view,
                available,
                rows,
                outages(found.outages(), late, eligibility.foreignMarket()),
                ruled.rules().readsVectors() ? towers.map(Function.identity()) : Optional.empty(),
                ruled);
        timer.record(Stage.FEATURES, System.nanoTime() - proposed);
        return batch;
    }

    private RetrievalContext noted(RetrievalContext context) {
        lastKnown.note(context);
        return context;
    }

    /** What the request goes without. @param market that no item names; empty otherwise */
    private static List<String> outages(List<String> ofSources, boolean vectorsLate, String market) {
        List<String> all = new ArrayList<>(ofSources);
        if (vectorsLate) {
            all.add(SlateDecider.VECTORS_LATE);
        }
        if (!market.isEmpty()) {
            all.add("no item names the market '" + market + "'");
        }
        return all;
    }

    /** Without the state nothing can be scored, and what is sold out since it was last read cannot be told. */
    private Decision degraded(ListQuery request, String id, long now, String why) {
        Map<String, Double> prices = new LinkedHashMap<>();
        for (int i = 0; i < request.candidates().size(); i++) {
            prices.putIfAbsent(request.candidates().get(i), request.price(i));
        }
        if (request.candidates().isEmpty()) {
            FallbackCache.Items known = lastKnown.of(request.context().market());
            for (int i = 0; i < known.items().length; i++) {
                prices.put(known.items()[i], known.prices()[i]);
            }
        }
        request.exclude().forEach(prices::remove);
        List<Choice> choices = new ArrayList<>();
        prices.forEach((item, price) -> {
            if (choices.size() < request.n()) {
                choices.add(Choice.unscored(item, choices.size() + 1, "last-known", "fallback", price));
            }
        });
        Decision decision = new Decision(
                id,
                now,
                FeedApp.NAME,
                List.of(),
                "",
                "",
                why,
                lastKnown.asOf(),
                request.with(List.copyOf(prices.keySet()), new double[0]),
                choices);
        journal.accept(decision);
        return decision;
    }

    /** The candidates in the caller's order. */
    @Override
    public List<Choice> lastResort(ListQuery request) {
        Set<String> excluded = new HashSet<>(request.exclude());
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < request.candidates().size() && choices.size() < request.n(); i++) {
            String item = request.candidates().get(i);
            if (!excluded.contains(item)) {
                choices.add(Choice.unscored(item, choices.size() + 1, Candidate.GIVEN, "", request.price(i)));
            }
        }
        return choices;
    }

    /** The last slates of each arm, and what the share of new sellers has cost. */
    public ExposureWindows windows() {
        return windows;
    }

    /** How often each source was missing since the start, by its name. */
    public Map<String, Long> outages() {
        Map<String, Long> outages = new TreeMap<>();
        Stream.concat(Stream.of(own), released.all().stream())
                .distinct()
                .flatMap(rules -> rules.sources().all().stream())
                .forEach(source -> outages.merge(source.name(), source.outages(), Long::sum));
        return outages;
    }
}
