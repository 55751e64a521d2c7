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
     * What a source finds for every user, twice: among all reachable items, and among those that are new to the user.
     *
     * @param all by user, best first
     * @param fresh by user, best first
     */
    public record Lists(List<List<Found>> all, List<List<Found>> fresh) {}

    private final HoldOut holdOut;
    private final boolean repeats;
    private final TowerData data;
    private final Set<String> reachable = new LinkedHashSet<>();
    private final Map<String, Set<String>> known;
    private final Map<String, UserFields> askers = new HashMap<>(); // as of their visits

    /** @param repeats whether lists may hold what the user touched before: not where nobody touches anything twice */
    public RetrievalTask(HoldOut holdOut, boolean repeats) {
        this.holdOut = holdOut;
        this.repeats = repeats;
        this.known = holdOut.known();
        this.data = new TowerData(holdOut.kinds());
        replay(data);
        for (Event event : holdOut.training()) {
            ItemInteractions.of(event, holdOut.kinds()).ifPresent(interaction -> reachable.add(interaction.item()));
        }
        for (HoldOut.Visit visit : holdOut.visits()) {
            askers.put(visit.user(), data.userNow(visit.user(), visit.time(), UserFields.MOST));
        }
    }

    /** Whether at least one in a hundred held-out pairs was touched before. */
    public static boolean repeats(HoldOut holdOut) {
        Map<String, Set<String>> known = holdOut.known();
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

    /** Users with a held-out interaction. */
    public int users() {
        return holdOut.visits().size();
    }

    /** Asks the source for every user. */
    public Lists ask(CandidateSource source) {
        List<List<Found>> all = new ArrayList<>();
        List<List<Found>> fresh = new ArrayList<>();
        for (HoldOut.Visit visit : holdOut.visits()) {
            fresh.add(find(source, visit, true, K));
            all.add(repeats ? find(source, visit, false, K) : fresh.getLast());
        }
        return new Lists(all, fresh);
    }

    /** Held-out items of each user that can be found. */
    List<Set<String>> wanted(boolean onlyNew) {
        List<Set<String>> wanted = new ArrayList<>();
        for (HoldOut.Visit visit : holdOut.visits()) {
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

    private List<Retrieved> retrieved(List<List<Found>> lists, boolean onlyNew) {
        List<Set<String>> wanted = wanted(onlyNew);
        List<Retrieved> users = new ArrayList<>();
        for (int u = 0; u < lists.size(); u++) {
            users.add(new Retrieved(lists.get(u).stream().map(Found::item).toList(), wanted.get(u)));
        }
        return users;
    }

    /** Recall at 100 of the reachable pairs that are new to their user: what sources are chosen by, and towers stopped by. */
    public double recall(CandidateSource source) {
        return share(source, true, 100);
    }

    /** Recall at 20 of the reachable pairs: what the source of known items is chosen by. */
    double recallOfKnown(CandidateSource source) {
        return share(source, false, 20);
    }

    private double share(CandidateSource source, boolean onlyNew, int k) {
        long found = 0;
        long pairs = 0;
        List<Set<String>> wanted = wanted(onlyNew);
        for (int u = 0; u < wanted.size(); u++) {
            Set<String> items = wanted.get(u);
            pairs += items.size();
            if (!items.isEmpty()) {
                found += find(source, holdOut.visits().get(u), onlyNew, k).stream()
                        .filter(one -> items.contains(one.item()))
                        .count();
            }
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
        List<List<Found>> all = new ArrayList<>();
        List<List<Found>> fresh = new ArrayList<>();
        for (int u = 0; u < users(); u++) {
            Map<String, List<Found>> allLists = new HashMap<>();
            Map<String, List<Found>> freshLists = new HashMap<>();
            for (Map.Entry<String, Lists> source : sources.entrySet()) {
                allLists.put(source.getKey(), source.getValue().all.get(u));
                freshLists.put(source.getKey(), source.getValue().fresh.get(u));
            }
            all.add(found(mix.merge(allLists, K)));
            fresh.add(found(mix.merge(freshLists, K)));
        }
        return new Lists(all, fresh);
    }

    private static List<Found> found(List<SourceMix.Mixed> mixed) {
        return mixed.stream().map(one -> new Found(one.item(), one.score())).toList();
    }

    /** The share of the held-out pairs that can be found, of all and of those that are new to their user. */
    public List<MetricRow> ceiling() {
        return List.of(ceiling("all", false), ceiling("new=true", true));
    }

    private MetricRow ceiling(String slice, boolean onlyNew) {
        long pairs = 0;
        for (HoldOut.Visit visit : holdOut.visits()) {
            Set<String> before = onlyNew ? known.getOrDefault(visit.user(), Set.of()) : Set.of();
            pairs += visit.items().stream()
                    .filter(item -> !before.contains(item))
                    .count();
        }
        long found = wanted(onlyNew).stream().mapToLong(Set::size).sum();
        return RetrievalEvaluation.reachable(slice, found, pairs);
    }
}
