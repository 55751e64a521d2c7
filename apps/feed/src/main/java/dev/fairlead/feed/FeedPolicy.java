package dev.fairlead.feed;

import dev.fairlead.decide.Candidate;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.events.Decision;
import dev.fairlead.features.Catalogue;
import dev.fairlead.features.FeatureQuery;
import dev.fairlead.features.FeatureView;
import dev.fairlead.launch.Served;
import dev.fairlead.launch.ServingPolicy;
import dev.fairlead.ranking.Scores;
import dev.fairlead.registry.StoredModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Decides the feed. In running order: candidates → availability → features → arm → scores → order → slate → journal.
 *
 * <p>It always answers. Where an arm names the heuristic, that is the policy. Without a model, or with one that does not fit the features or fails, the heuristic orders; what
 * it went without is in {@link Decision#fallback}.
 */
public final class FeedPolicy implements Decider {
    private final FeedFeatures features;
    private final Sources sources;
    private final Heuristic heuristic;
    private final ServingPolicy serving;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<Decision> journal;

    /**
     * @param serving which model serves a request, by the arm of its unit where a launch runs
     * @param ids makes unique decision ids
     * @param journal takes every decision; must not block for long nor throw
     */
    public FeedPolicy(
            FeedFeatures features,
            FeedConfig config,
            ServingPolicy serving,
            InstantSource clock,
            Supplier<String> ids,
            Consumer<Decision> journal) {
        this.features = features;
        this.sources = new Sources(features, config.candidates());
        this.heuristic = new Heuristic(config.heuristic(), features.store().names());
        this.serving = serving;
        this.clock = clock;
        this.ids = ids;
        this.journal = journal;
    }

    /** What one consistent read of the state gives, the running launch among it. Arrays are parallel to the query's items. */
    private record Scene(
            FeatureQuery query,
            List<String> sources,
            double[] prices,
            double[] margins,
            float[] rows,
            long asOf,
            Served served) {}

    /** How the candidates are ordered: by value, highest first, the earlier candidate of two equal ones. */
    private record Ordered(String model, String fallback, Scores scores) {}

    @Override
    public Decision decide(DecisionRequest request) {
        long now = clock.millis();
        Scene scene = features.store().read(view -> scene(view, request, now));
        Ordered ordered = order(scene);
        Decision decision = decision(request, now, scene, ordered);
        journal.accept(decision);
        return decision;
    }

    private Scene scene(FeatureView view, DecisionRequest request, long now) {
        Catalogue catalogue = view.catalogue();
        Map<String, Candidate> kept = new LinkedHashMap<>();
        IntStream.Builder known = IntStream.builder();
        for (Candidate c : request.candidates().isEmpty() ? sources.find(view, request, now) : request.candidates()) {
            int id = catalogue.items().find(c.item());
            if (catalogue.available(id) && kept.putIfAbsent(c.item(), c) == null) {
                known.add(id);
            }
        }
        List<String> items = List.copyOf(kept.keySet());
        double[] given = kept.values().stream().mapToDouble(Candidate::price).toArray();
        FeatureQuery query = new FeatureQuery(
                request.user(),
                request.session(),
                request.context(),
                now,
                items,
                allUnknown(given) ? new double[0] : given);
        int[] ids = known.build().toArray();
        double[] prices = IntStream.range(0, ids.length)
                .mapToDouble(i -> Double.isNaN(given[i]) ? catalogue.price(ids[i]) : given[i])
                .toArray();
        double[] margins = IntStream.of(ids).mapToDouble(catalogue::margin).toArray();
        List<String> from = kept.values().stream().map(Candidate::source).toList();
        return new Scene(query, from, prices, margins, view.rows(query), view.asOf(), serving.serve(request));
    }

    private static boolean allUnknown(double[] prices) {
        return IntStream.range(0, prices.length).allMatch(i -> Double.isNaN(prices[i]));
    }

    private Ordered order(Scene scene) {
        Optional<StoredModel> model = scene.served.model();
        if (model.isEmpty()) {
            return heuristic(scene, scene.served.fallback());
        }
        if (!model.get().model().fingerprint().equals(features.store().fingerprint())) {
            return heuristic(scene, "model of other features");
        }
        try {
            Scores scores = model.get().model().score(scene.rows, scene.prices, scene.margins);
            return new Ordered(model.get().hash(), "", scores);
        } catch (RuntimeException e) {
            System.getLogger("fairlead")
                    .log(System.Logger.Level.ERROR, "model " + model.get().hash() + " failed", e);
            return heuristic(scene, "model failed");
        }
    }

    private Ordered heuristic(Scene scene, String fallback) {
        double[] scores = heuristic.score(scene.rows);
        double[] unknown = new double[scores.length];
        Arrays.fill(unknown, Double.NaN);
        return new Ordered("", fallback, new Scores(scores, unknown, scores));
    }

    private Decision decision(DecisionRequest request, long now, Scene scene, Ordered ordered) {
        double[] value = ordered.scores.value();
        int[] order = IntStream.range(0, value.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -value[i]))
                .limit(request.n())
                .mapToInt(Integer::intValue)
                .toArray();
        int width = features.store().width();
        List<Decision.Slot> slots = new ArrayList<>(order.length);
        for (int i : order) {
            float[] row = Arrays.copyOfRange(scene.rows, i * width, (i + 1) * width);
            slots.add(new Decision.Slot(
                    scene.query.items().get(i),
                    slots.size() + 1,
                    scene.sources.get(i),
                    "rank",
                    i,
                    scene.prices[i],
                    ordered.scores.ranker()[i],
                    ordered.scores.probability()[i],
                    value[i],
                    1.0, // the order is deterministic: what is shown there is always shown there
                    row));
        }
        return new Decision(
                ids.get(),
                now,
                "feed",
                request.user(),
                request.session(),
                request.context(),
                scene.served.assigned(),
                ordered.model,
                features.store().fingerprint(),
                ordered.fallback,
                scene.asOf,
                scene.query.items(),
                scene.query.prices(),
                slots);
    }

    @Override
    public List<String> featureNames(Decision decision) {
        return decision.fingerprint().equals(features.store().fingerprint())
                ? features.store().names()
                : List.of();
    }
}
