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
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.HoldOut;
import dev.fairlead.retrieval.ItemInteractions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures what would have been served: the whole decision, sources, ranker and rules, at moments whose next interactions are known.
 */
public final class ServedEvaluation {
    private final FeedConfig config;
    private final FeedFeatures features;
    private final Retrieval retrieval;
    private final ExposureWindows windows = new ExposureWindows();
    private final SimulatedEnvironment world = new SimulatedEnvironment(Instant.EPOCH);
    private final FeedPolicy policy;
    private long applied;

    /** @param release what serves; empty for the heuristic */
    public ServedEvaluation(FeedConfig config, Optional<Release> release) {
        this.config = config;
        this.features = FeedFeatures.create(config.interactionKinds());
        this.retrieval = Retrieval.exact(features);
        this.policy = new FeedPolicy(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        windows,
                        _ -> release.isEmpty() ? Served.lastResort(List.of()) : Served.promoted(List.of(), release),
                        StateReader.UNSHARED,
                        world,
                        _ -> {},
                        Stage.Timer.NONE),
                config);
        release.flatMap(of -> of.model(RankingModel.class).towers())
                .ifPresent(towers -> retrieval.serve(List.of(towers)));
    }

    /** Events that happened before what is asked. */
    public void accept(Event event) {
        Logged logged = Logged.at(++applied, event);
        features.store().accept(logged);
        retrieval.accept(logged);
    }

    private List<String> ask(String user, String session, long time, int n, Set<String> without) {
        retrieval.rebuildWhenDue();
        world.advance(Math.max(time, world.clock().millis()));
        Decision decision = policy.decide(
                new ListQuery(user, session, Context.UNKNOWN, n, List.of(), new double[0], List.copyOf(without)));
        return decision.choices().stream().map(Choice::action).toList();
    }

    /** Whether the next interaction of somebody after {@code place} others of the session is asked for. */
    public interface Wanted {
        boolean of(String session, int place);
    }

    /** The slates of all that is wanted, each with the item that was touched next; the state moves on with each event. */
    public List<Retrieved> nextItems(List<Event> events, Wanted wanted, int n, Consumer<String> progress) {
        Map<String, Integer> places = new HashMap<>(); // interactions of a session so far
        List<Retrieved> asked = new ArrayList<>();
        for (Event event : events) {
            Optional<ItemEvent> interaction = ItemInteractions.of(event, config.interactionKinds());
            if (interaction.isPresent()) {
                ItemEvent next = interaction.get();
                int place = places.merge(next.session(), 1, Integer::sum) - 1;
                if (place > 0 && wanted.of(next.session(), place - 1)) {
                    asked.add(new Retrieved(
                            ask(next.user(), next.session(), event.time(), n, Set.of()), Set.of(next.item())));
                }
            }
            accept(event);
        }
        return asked;
    }

    /**
     * One slate for each visit that was held out, with everything that was touched in it. It is asked for when the visit begins, and the state is that
     * of all that had happened before, to whomever.
     *
     * @param events all of the log, in its order, of which the visits were held out
     * @param repeats whether slates may hold what the user touched before
     */
    public List<Retrieved> visits(List<Event> events, HoldOut holdOut, boolean repeats, int n) {
        Map<String, Set<String>> known = holdOut.known();
        Map<String, HoldOut.Visit> visits = new HashMap<>();
        holdOut.visits().forEach(visit -> visits.put(visit.user(), visit));
        Set<Event> training = Collections.newSetFromMap(new IdentityHashMap<>());
        training.addAll(holdOut.training());
        List<Retrieved> asked = new ArrayList<>();
        for (Event event : events) {
            Optional<HoldOut.Visit> visit = training.contains(event)
                    ? Optional.empty()
                    : ItemInteractions.of(event, config.interactionKinds())
                            .map(interaction -> visits.remove(interaction.user()));
            if (visit.isPresent()) {
                asked.add(slate(
                        visit.get(),
                        ItemInteractions.of(event, config.interactionKinds())
                                .orElseThrow()
                                .session(),
                        repeats ? Set.of() : known.getOrDefault(visit.get().user(), Set.of()),
                        n));
            }
            accept(event);
        }
        return asked;
    }

    private Retrieved slate(HoldOut.Visit visit, String session, Set<String> without, int n) {
        return new Retrieved(ask(visit.user(), session, visit.time(), n, without), visit.items());
    }

    /** Recall, NDCG, hit rate and reciprocal rank of slates, with intervals by user. */
    public List<MetricRow> rows(String policy, List<Retrieved> asked) {
        return RetrievalEvaluation.served(policy, asked, 20, 1_000, config.seed());
    }
}
