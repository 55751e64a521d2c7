package dev.fairlead.feed;

import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.market.features.Market;
import dev.fairlead.ranking.LabelWindows;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.ShownList;
import dev.fairlead.ranking.TrainingSet;
import dev.fairlead.retrieval.ItemInteractions;
import dev.fairlead.state.FeatureView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lists to learn from where a log says what people did and not what they were shown. Before an interaction the feed's own sources are asked, with
 * the state as it was then; the list is what they propose, and its outcomes are the person's next interactions. So the ranker learns to tell what
 * somebody takes next from what was proposed beside it; it learns nothing of what was seen and passed over.
 *
 * <p>Interactions are drawn evenly from those of people who have a history. A list of which nothing was taken is left out, and
 * counted. Features are those among all proposals. Of these the first {@value #FIRST} by each evidence stay, and of the others one in {@value #OTHERS}, whether
 * they were taken or not: so that how often something is taken among rows like it stays what it was.
 */
final class InteractionLists {
    /** Proposals of a list that stay for their place by an evidence. */
    static final int FIRST = 30;

    static final int OTHERS = 10;

    private static final List<String> BY = List.of(
            "evidence_popular_rank",
            "evidence_together_rank",
            "evidence_next_rank",
            "evidence_session_rank",
            "evidence_similarity_rank");

    private final FeedConfig config;
    private final LearntSimilarity similarity;
    private final FeedFeatures features;
    private final Sources sources;
    private final List<ShownList> lists = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();
    private final Map<String, List<Open>> open = new HashMap<>(); // by user
    private final SplittableRandom random;
    private final LabelWindows windows;
    private final int horizon;
    private final int[] ranks; // columns
    private long asked;

    private InteractionLists(FeedConfig config, LearntSimilarity similarity) {
        this.config = config;
        this.similarity = similarity;
        this.features = FeedFeatures.create(config.interactionKinds());
        this.random = new SplittableRandom(config.seed());
        this.windows = config.labels();
        this.horizon = config.interactionHorizon();
        this.ranks = BY.stream().mapToInt(features.store().names()::indexOf).toArray();
        this.sources = new FeedRules(
                        config, features, Environment.system(), features.store().names())
                .sources();
    }

    /**
     * What was made.
     *
     * @param asked how often the sources were asked
     */
    record Made(TrainingSet set, long asked) {}

    /** A list whose outcomes are still to come. */
    private static final class Open {
        final FeatureQuery query;
        final Position asOf;
        final float[] rows;
        final Map<String, Integer> places = new HashMap<>();
        final ShownList.Outcome[] outcomes;
        int left;

        Open(FeatureQuery query, Position asOf, float[] rows, int horizon) {
            this.query = query;
            this.asOf = asOf;
            this.rows = rows;
            this.left = horizon;
            this.outcomes = new ShownList.Outcome[query.items().size()];
            Arrays.fill(outcomes, new ShownList.Outcome(ShownList.Outcome.NEVER, ShownList.Outcome.NEVER, List.of()));
            for (int i = 0; i < outcomes.length; i++) {
                places.put(query.items().get(i), i);
            }
        }
    }

    /**
     * Reads a log.
     *
     * @param similarity what had been learnt of items before each list; where anything was, lists begin with it
     * @param until events, from the log's start
     * @param interactions in them, of people with a history
     */
    static Made of(
            FeedConfig config,
            LearntSimilarity similarity,
            EventLog log,
            long until,
            long interactions,
            Consumer<String> progress) {
        InteractionLists of = new InteractionLists(config, similarity);
        double among = Math.max(1, interactions * similarity.share());
        double share = Math.min(1, config.interactionLists() / among);
        Position after = Position.START;
        long left = until;
        while (left > 0) {
            long[] read = {0};
            after = log.read(after, (int) Math.min(left, 10_000), logged -> {
                of.accept(logged, share);
                read[0]++;
            });
            left -= read[0];
            progress.accept("made " + of.lists.size() + " lists, " + (until - left) + " of " + until + " events");
            if (read[0] == 0) {
                break;
            }
        }
        List.copyOf(of.open.keySet()).forEach(of::close);
        int[] order = IntStream.range(0, of.lists.size())
                .boxed()
                .sorted((a, b) -> Position.ORDER.compare(
                        of.lists.get(a).asOf(), of.lists.get(b).asOf()))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Made(
                new TrainingSet(
                        IntStream.of(order).mapToObj(of.lists::get).toList(),
                        IntStream.of(order).mapToObj(of.rows::get).toArray(float[][]::new),
                        of.features.store().width()),
                of.asked);
    }

    private void accept(Logged logged, double share) {
        ItemInteractions.of(logged.event(), config.interactionKinds()).ifPresent(interaction -> {
            if (random.nextDouble() < share) {
                ask(interaction, logged);
            }
            happened(interaction, logged.event());
        });
        features.store().tolerant().accept(logged);
    }

    private void happened(ItemEvent interaction, Event event) {
        List<Open> of = open.getOrDefault(interaction.user(), List.of());
        for (Open list : of) {
            list.left--;
            Integer place = list.places.get(interaction.item());
            if (place != null) {
                list.outcomes[place] = outcome(list.outcomes[place], event, event.time() - list.query.at());
            }
        }
        while (!of.isEmpty() && of.getFirst().left == 0) {
            finish(interaction.user(), of.removeFirst());
        }
    }

    private ShownList.Outcome outcome(ShownList.Outcome o, Event event, long after) {
        return switch (event) {
            case Purchase e
            when after <= windows.purchase().toMillis() ->
                new ShownList.Outcome(
                        Math.min(o.clicked(), e.time()),
                        o.carted(),
                        List.of(new ShownList.Sale(e.time(), e.quantity() * e.price())));
            case AddToCart e
            when after <= windows.cart().toMillis() ->
                new ShownList.Outcome(Math.min(o.clicked(), e.time()), Math.min(o.carted(), e.time()), o.sales());
            default ->
                after <= windows.click().toMillis()
                        ? new ShownList.Outcome(Math.min(o.clicked(), event.time()), o.carted(), o.sales())
                        : o;
        };
    }

    private void ask(ItemEvent interaction, Logged logged) {
        ListQuery request = new ListQuery(
                interaction.user(),
                interaction.session(),
                Context.UNKNOWN,
                ListQuery.DEFAULT_N,
                List.of(),
                new double[0]);
        long now = logged.event().time();
        features.store().read(view -> {
            ask(view, request, now, logged);
            return request;
        });
    }

    private void ask(FeatureView<FeatureQuery, Market> view, ListQuery request, long now, Logged logged) {
        Optional<ItemSimilarity> learnt = similarity.at(now);
        if (learnt.isEmpty() && similarity.ofLists()) {
            return;
        }
        if (view.recent(features.history(), view.entities().users().locate(request.user()), 1).length == 0) {
            return;
        }
        asked++;
        Eligibility eligibility = Eligibility.of(view.entities(), request, now, config);
        Sources.Found found =
                sources.find(new RetrievalContext(view, features, request, now, Optional.empty(), learnt, eligibility));
        FeatureQuery query =
                ScoringBatch.available(eligibility, request, now, found, learnt).query();
        if (query.items().size() > 1) {
            open.computeIfAbsent(request.user(), _ -> new ArrayList<>())
                    .add(new Open(query, logged.before(), view.rows(query), horizon));
        }
    }

    private void close(String user) {
        open.getOrDefault(user, List.of()).forEach(list -> finish(user, list));
        open.remove(user);
    }

    private void finish(String user, Open list) {
        int[] rowOf = IntStream.range(0, list.outcomes.length)
                .filter(i -> stays(list, i))
                .toArray();
        if (IntStream.of(rowOf).allMatch(i -> list.outcomes[i].clicked() == ShownList.Outcome.NEVER)) {
            return;
        }
        double[] unknown = new double[rowOf.length];
        Arrays.fill(unknown, Double.NaN);
        ShownList shown = new ShownList(
                user + "@" + list.asOf,
                "",
                list.query.context(),
                list.query,
                list.asOf,
                list.query.at(),
                rowOf,
                unknown,
                unknown,
                new boolean[rowOf.length],
                IntStream.of(rowOf).mapToObj(i -> list.outcomes[i]).toArray(ShownList.Outcome[]::new));
        int width = features.store().width();
        float[] kept = new float[rowOf.length * width];
        for (int i = 0; i < rowOf.length; i++) {
            System.arraycopy(list.rows, rowOf[i] * width, kept, i * width, width);
        }
        lists.add(shown);
        rows.add(kept);
    }

    private boolean stays(Open list, int i) {
        double first = (double) FIRST / list.outcomes.length;
        int width = features.store().width();
        for (int column : ranks) {
            if (list.rows[i * width + column] < first) {
                return true;
            }
        }
        return random.nextInt(OTHERS) == 0;
    }
}
