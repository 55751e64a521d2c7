package dev.fairlead.feed;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.evaluate.RetrievalEvaluation;
import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.events.Event;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.log.Logged;
import dev.fairlead.log.StateReader;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.HoldOut;
import dev.fairlead.retrieval.ItemInteractions;
import dev.fairlead.retrieval.UserFields;
import dev.fairlead.state.LocatedEntity;
import dev.fairlead.state.RecentValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures what would have been served: the whole decision, sources, ranker and rules, at moments whose next interactions are known.
 */
public final class ServedEvaluation {
    private final FeedConfig config;
    private final FeedFeatures features;
    private final Retrieval retrieval;
    private final SimulatedEnvironment world = new SimulatedEnvironment(Instant.EPOCH);
    private final Map<String, FeedPolicy> policies = new LinkedHashMap<>();
    private final Map<String, List<Retrieved>> slates = new LinkedHashMap<>();
    private final Optional<ItemSimilarity> learnt;
    private final Map<String, Integer> people = new HashMap<>();
    private final List<Integer> askers = new ArrayList<>(); // by question
    private long applied;

    /**
     * Of a model with its rules ({@code model}) and without ({@code model-bare}), and of the heuristic without rules ({@code heuristic}).
     *
     * @param config the numbers that the model was made with
     * @param release what serves; without one only the heuristic is measured
     */
    public ServedEvaluation(FeedConfig config, Optional<Release> release) {
        this.config = config;
        this.features = FeedFeatures.create(config.interactionKinds());
        this.retrieval = Retrieval.exact(features);
        if (release.isPresent()) {
            policies.put(FeedEvaluation.MODEL, policy(config, release));
            policies.put("model-bare", policy(config.bare(), release));
        }
        learnt = SlateDecider.similarity(release, features.store().fingerprint());
        policies.put("heuristic", policy(config.bare(), Optional.empty()));
        release.flatMap(of -> of.model(RankingModel.class).towers())
                .ifPresent(towers -> retrieval.serve(List.of(towers)));
    }

    private FeedPolicy policy(FeedConfig numbers, Optional<Release> release) {
        Served served = release.isEmpty() ? Served.lastResort(List.of()) : Served.promoted(List.of(), release);
        ExposureWindows windows = new ExposureWindows();
        long[] decided = {0};
        return new FeedPolicy(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        windows,
                        _ -> served,
                        StateReader.UNSHARED,
                        world,
                        decision -> windows.accept(Logged.at(++decided[0], decision)),
                        Stage.Timer.NONE),
                numbers);
    }

    /** Events that happened before what is asked. */
    public void accept(Event event) {
        Logged logged = Logged.at(++applied, event);
        features.store().accept(logged);
        retrieval.accept(logged);
    }

    /** One question: the slate, and what single sources would have shown. */
    private void ask(ListQuery request, long time, Set<String> relevant) {
        askers.add(people.computeIfAbsent(request.user(), _ -> people.size()));
        retrieval.rebuildWhenDue();
        world.advance(Math.max(time, world.clock().millis()));
        long now = world.clock().millis();
        features.store().read(view -> {
            RetrievalContext context = new RetrievalContext(
                    view,
                    features,
                    request,
                    now,
                    Optional.empty(),
                    learnt,
                    Eligibility.of(view.entities(), request, now, config));
            LocatedEntity user = view.entities().users().locate(request.user());
            List<RecentValue> met = view.met(features.history(), user, now, UserFields.MOST);
            baseline(
                    "popularity",
                    context,
                    relevant,
                    features.evidence().popularEverywhere().find(user, met, context, request.n()));
            baseline(
                    "item-knn",
                    context,
                    relevant,
                    features.evidence().together().find(user, met, context, request.n()));
            baseline("next-item", context, relevant, features.evidence().next().find(user, met, context, request.n()));
            baseline(
                    "session-knn",
                    context,
                    relevant,
                    features.evidence().session().find(user, met, context, request.n()));
            if (learnt.isPresent()) {
                baseline(
                        "ease", context, relevant, features.evidence().similar().find(user, met, context, request.n()));
            }
            return request;
        });
        for (Map.Entry<String, FeedPolicy> policy : policies.entrySet()) {
            Decision decision = policy.getValue().decide(request);
            add(policy.getKey(), decision.choices().stream().map(Choice::action).toList(), relevant);
        }
    }

    private void baseline(String name, RetrievalContext context, Set<String> relevant, int[] items) {
        add(
                name,
                IntStream.of(items)
                        .mapToObj(context.view().entities().catalogue().items()::text)
                        .toList(),
                relevant);
    }

    private void add(String policy, List<String> slate, Set<String> relevant) {
        slates.computeIfAbsent(policy, _ -> new ArrayList<>()).add(new Retrieved(slate, relevant));
    }

    /** Whether the next interaction of somebody after {@code place} others of the session is asked for. */
    public interface Wanted {
        boolean of(String session, int place);
    }

    /** Asks at all that is wanted for the item that was touched next; the state moves on with each event. */
    public void nextItems(List<Event> events, Wanted wanted, int n) {
        Map<String, Integer> places = new HashMap<>(); // interactions of a session so far
        for (Event event : events) {
            Optional<ItemEvent> interaction = ItemInteractions.of(event, config.interactionKinds());
            if (interaction.isPresent()) {
                ItemEvent next = interaction.get();
                int place = places.merge(next.session(), 1, Integer::sum) - 1;
                if (place > 0 && wanted.of(next.session(), place - 1)) {
                    ask(request(next.user(), next.session(), n, List.of()), event.time(), Set.of(next.item()));
                }
            }
            accept(event);
        }
    }

    private static ListQuery request(String user, String session, int n, List<String> without) {
        return new ListQuery(user, session, Context.UNKNOWN, n, List.of(), new double[0], without);
    }

    /**
     * Asks once for each visit that was held out for everything that was touched in it. That is when the visit begins, and the state is that of all
     * that had happened before, to whomever.
     *
     * @param events all of the log, in its order, of which the visits were held out
     * @param repeats whether slates may hold what the user touched before
     */
    public void visits(List<Event> events, HoldOut holdOut, boolean repeats, int n) {
        Map<String, Set<String>> known = holdOut.known();
        Map<String, HoldOut.Visit> visits = new HashMap<>();
        holdOut.visits().forEach(visit -> visits.put(visit.user(), visit));
        Set<Event> training = Collections.newSetFromMap(new IdentityHashMap<>());
        training.addAll(holdOut.training());
        for (Event event : events) {
            Optional<ItemEvent> interaction =
                    training.contains(event) ? Optional.empty() : ItemInteractions.of(event, config.interactionKinds());
            Optional<HoldOut.Visit> visit = interaction.map(touch -> visits.remove(touch.user()));
            if (visit.isPresent()) {
                Set<String> without =
                        repeats ? Set.of() : known.getOrDefault(visit.get().user(), Set.of());
                ask(
                        request(visit.get().user(), interaction.get().session(), n, List.copyOf(without)),
                        event.time(),
                        visit.get().items());
            }
            accept(event);
        }
    }

    /** What each policy and each single source showed, in the order of the questions. */
    public Map<String, List<Retrieved>> slates() {
        return Collections.unmodifiableMap(slates);
    }

    /** Recall, NDCG, hit rate and reciprocal rank of all slates, with intervals by person: somebody is drawn with all questions. */
    public List<MetricRow> rows() {
        int[] units = askers.stream().mapToInt(Integer::intValue).toArray();
        return slates.entrySet().stream()
                .flatMap(each ->
                        RetrievalEvaluation.served(each.getKey(), each.getValue(), units, 20, 1_000, config.seed())
                                .stream())
                .toList();
    }

    /** How many questions were asked, and of how many people. */
    public String asked() {
        return String.format(
                Locale.ROOT, "%,d questions of %,d people; 95 %% intervals by person", askers.size(), people.size());
    }
}
