package dev.fairlead.retrieval;

import dev.fairlead.evaluate.RetrievalEvaluation;
import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.events.Event;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finding what was held out: for each user the items of the visit that was taken out of the log, asked for at the visit's
 * first interaction. Only items with an interaction in the training events can be found; pairs of others are not reachable.
 */
public final class RetrievalTask {
    /** Length of the lists. */
    public static final int K = 500;

    private static final List<Integer> RECALL_AT = List.of(20, 100, K);
    private static final int NDCG_AT = 20;

    /**
     * What a source finds for every user, twice: among all reachable items, and among those that are new to the user. Items are dense numbers of
     * {@link #data}: 4 bytes for each.
     *
     * @param all by user, best first
     * @param fresh by user, best first
     */
    record Lists(int[][] all, int[][] fresh) {
        static final Lists NONE = new Lists(new int[0][], new int[0][]);
    }

    /** Told after each user that was asked. */
    interface Asked {
        Asked QUIET = (_, _) -> {};

        void user(int user, int users);
    }

    private final HoldOut holdOut;
    private final List<HoldOut.Visit> visits;
    private final boolean repeats;
    private final TowerData data;
    private final Set<String> reachable = new LinkedHashSet<>();
    private final Map<String, Set<String>> known;
    private final Map<String, UserFields> askers = new HashMap<>(); // as of their visits

    /** Asks for everybody. @param repeats whether lists may hold what the user touched before: not where nobody touches anything twice */
    public RetrievalTask(HoldOut holdOut, boolean repeats) {
        this(holdOut, repeats, Integer.MAX_VALUE, 0);
    }

    /**
     * Asks for so many users; all others are learnt from.
     *
     * @param most users that are asked for, at least 1; of more, a sample without replacement
     * @param seed of the sample
     */
    public RetrievalTask(HoldOut holdOut, boolean repeats, int most, long seed) {
        this.holdOut = holdOut;
        this.repeats = repeats;
        this.visits = sample(holdOut.visits(), most, seed);
        this.known = holdOut.known(visits);
        this.data = replay(new TowerData(holdOut.kinds()));
        for (Event event : holdOut.training()) {
            ItemInteractions.of(event, holdOut.kinds()).ifPresent(interaction -> reachable.add(interaction.item()));
        }
        for (HoldOut.Visit visit : visits) {
            askers.put(visit.user(), data.userNow(visit.user(), visit.time(), UserFields.MOST));
        }
    }

    /** In the order that they had. */
    private static List<HoldOut.Visit> sample(List<HoldOut.Visit> visits, int most, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<HoldOut.Visit> drawn = new ArrayList<>();
        for (int v = 0; v < visits.size(); v++) {
            if (random.nextInt(visits.size() - v) < most - drawn.size()) {
                drawn.add(visits.get(v));
            }
        }
        return List.copyOf(drawn);
    }

    /** Whether at least one in a hundred held-out pairs was touched before. */
    public static boolean repeats(HoldOut holdOut) {
        Map<String, Set<String>> known = holdOut.known(holdOut.visits());
        long pairs = 0;
        long again = 0;
        for (HoldOut.Visit visit : holdOut.visits()) {
            Set<String> before = known.getOrDefault(visit.user(), Set.of());
            pairs += visit.items().size();
            again += visit.items().stream().filter(before::contains).count();
        }
        return again * 100 >= pairs;
    }

    /** Feeds the training events to a fold. */
    public <T extends Fold> T replay(T fold) {
        long offset = 0;
        for (Event event : holdOut.training()) {
            fold.accept(Logged.at(++offset, event));
        }
        return fold;
    }

    public TowerData data() {
        return data;
    }

    /** Reachable items as the catalogue knows them at the end of the training events. */
    public List<ItemFields> items() {
        return reachable.stream().map(item -> data.item(data.find(item))).toList();
    }

    /** Users with a held-out interaction that are asked for. */
    public int users() {
        return visits.size();
    }

    /** Asks the source for every user. */
    Lists ask(CandidateSource source, Asked told) {
        int[][] all = new int[visits.size()][];
        int[][] fresh = new int[visits.size()][];
        for (int u = 0; u < all.length; u++) {
            fresh[u] = numbers(find(source, visits.get(u), true, K));
            all[u] = repeats ? numbers(find(source, visits.get(u), false, K)) : fresh[u];
            told.user(u, all.length);
        }
        return new Lists(all, fresh);
    }

    private int[] numbers(List<Found> found) {
        return found.stream().mapToInt(one -> data.find(one.item())).toArray();
    }

    private List<Found> found(int[] numbers) {
        return IntStream.of(numbers)
                .mapToObj(item -> new Found(data.item(item).item(), 0))
                .toList();
    }

    /** Held-out items of each user that can be found. */
    List<Set<String>> wanted(boolean onlyNew) {
        List<Set<String>> wanted = new ArrayList<>();
        for (HoldOut.Visit visit : visits) {
            Set<String> before = onlyNew ? known.getOrDefault(visit.user(), Set.of()) : Set.of();
            Set<String> items = new LinkedHashSet<>(visit.items());
            items.removeIf(item -> !reachable.contains(item) || before.contains(item));
            wanted.add(items);
        }
        return wanted;
    }

    /** Recall of the reachable pairs and NDCG, in the slices {@code all} and {@code new=true}. */
    public List<MetricRow> rows(String policy, Lists lists, int replicates, long seed) {
        List<MetricRow> rows = new ArrayList<>(RetrievalEvaluation.rows(
                policy, "all", retrieved(lists.all, false), RECALL_AT, NDCG_AT, replicates, seed));
        rows.addAll(RetrievalEvaluation.rows(
                policy, "new=true", retrieved(lists.fresh, true), RECALL_AT, NDCG_AT, replicates, seed));
        return rows;
    }

    private List<Retrieved> retrieved(int[][] lists, boolean onlyNew) {
        List<Set<String>> wanted = wanted(onlyNew);
        List<Retrieved> users = new ArrayList<>();
        for (int u = 0; u < lists.length; u++) {
            users.add(new Retrieved(found(lists[u]).stream().map(Found::item).toList(), wanted.get(u)));
        }
        return users;
    }

    /** Recall at 100 of the reachable pairs that are new to their user: what sources are chosen by, and towers stopped by. */
    double recall(CandidateSource source, Asked told) {
        return share(source, true, 100, told);
    }

    /** Recall at 20 of the reachable pairs: what the source of known items is chosen by. */
    double recallOfKnown(CandidateSource source, Asked told) {
        return share(source, false, 20, told);
    }

    private double share(CandidateSource source, boolean onlyNew, int k, Asked told) {
        long found = 0;
        long pairs = 0;
        List<Set<String>> wanted = wanted(onlyNew);
        for (int u = 0; u < wanted.size(); u++) {
            Set<String> items = wanted.get(u);
            pairs += items.size();
            if (!items.isEmpty()) {
                found += find(source, visits.get(u), onlyNew, k).stream()
                        .filter(one -> items.contains(one.item()))
                        .count();
            }
            told.user(u, wanted.size());
        }
        return pairs == 0 ? 0 : (double) found / pairs;
    }

    private List<Found> find(CandidateSource source, HoldOut.Visit visit, boolean onlyNew, int k) {
        Set<String> not = onlyNew || !repeats ? known.getOrDefault(visit.user(), Set.of()) : Set.of();
        return source.find(new SourceQuery(
                Objects.requireNonNull(askers.get(visit.user())),
                visit.time(),
                k,
                item -> reachable.contains(item) && !not.contains(item)));
    }

    /** What a mix makes of the lists of its sources. */
    Lists mixed(SourceMix mix, Map<String, Lists> sources) {
        int[][] all = new int[users()][];
        int[][] fresh = new int[users()][];
        for (int u = 0; u < users(); u++) {
            Map<String, List<Found>> allLists = new HashMap<>();
            Map<String, List<Found>> freshLists = new HashMap<>();
            for (SourceMix.Share share : mix.shares()) {
                Lists of = sources.getOrDefault(share.source(), Lists.NONE);
                if (share.weight() > 0 && of != Lists.NONE) {
                    allLists.put(share.source(), found(of.all[u]));
                    freshLists.put(share.source(), found(of.fresh[u]));
                }
            }
            all[u] = numbersOf(mix.merge(allLists, K));
            fresh[u] = repeats ? numbersOf(mix.merge(freshLists, K)) : all[u];
        }
        return new Lists(all, fresh);
    }

    private int[] numbersOf(List<SourceMix.Mixed> mixed) {
        return mixed.stream().mapToInt(one -> data.find(one.item())).toArray();
    }

    /** The share of the held-out pairs that can be found, of all and of those that are new to their user. */
    public List<MetricRow> ceiling() {
        return List.of(ceiling("all", false), ceiling("new=true", true));
    }

    private MetricRow ceiling(String slice, boolean onlyNew) {
        long pairs = 0;
        for (HoldOut.Visit visit : visits) {
            Set<String> before = onlyNew ? known.getOrDefault(visit.user(), Set.of()) : Set.of();
            pairs += visit.items().stream()
                    .filter(item -> !before.contains(item))
                    .count();
        }
        long found = wanted(onlyNew).stream().mapToLong(Set::size).sum();
        return RetrievalEvaluation.reachable(slice, found, pairs);
    }
}
