package dev.fairlead.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The slate before exploration: repeats, utility, caps, diversity, pins, new sellers. Deterministic. */
final class Base {
    private static final int EMPTY = -1;

    private final PolicyConfig config;
    private final Pool pool;
    private final double[] utility;
    private final boolean[] eligible;
    private final int[] order; // the eligible ones by utility, best first
    private final int[] overExposed; // the others that are allowed, by utility
    private final Set<String> relaxed = new TreeSet<>();
    private final boolean[] taken;
    private final int[] member; // those that are taken, in no order
    private int members;
    private final int newSellers;
    private final boolean[] claimed;
    private final int[] slots;
    private final boolean[] pinned;
    private double exposureCost;

    /** @param newSellers most slots for new sellers, as far as others can fill the slate */
    Base(PolicyConfig config, Pool pool, int n, int newSellers) {
        this.newSellers = newSellers;
        this.config = config;
        this.pool = pool;
        this.utility = Utility.of(pool, config.weights());
        this.eligible = new boolean[pool.size()];
        boolean[] repeated = new boolean[pool.size()];
        for (int i = 0; i < eligible.length; i++) {
            eligible[i] = pool.allowed()[i] && !(pool.shown()[i] > config.repeats());
            repeated[i] = pool.allowed()[i] && !eligible[i];
        }
        this.order = Ranks.descending(utility, eligible);
        this.overExposed = Ranks.descending(utility, repeated);
        this.taken = new boolean[pool.size()];
        this.claimed = new boolean[pool.size()];
        this.slots = new int[Math.min(n, order.length + overExposed.length)];
        this.pinned = new boolean[slots.length];
        this.member = new int[slots.length];
        Arrays.fill(slots, EMPTY);
        pin();
    }

    private void pin() {
        if (config.pins().isEmpty()) {
            return;
        }
        for (int i = 0; i < pool.size(); i++) {
            Integer position = config.pins().get(pool.items()[i]);
            if (position != null && position <= slots.length && pool.allowed()[i]) {
                slots[position - 1] = i;
                pinned[position - 1] = true;
                enter(i);
            }
        }
    }

    private void enter(int candidate) {
        taken[candidate] = true;
        member[members++] = candidate;
    }

    private void leave(int candidate) {
        taken[candidate] = false;
        for (int i = 0; i < members; i++) {
            if (member[i] == candidate) {
                member[i] = member[--members];
                return;
            }
        }
    }

    /** Keeps a slot empty for the new item, if there may be one: it must not be pinned. @return whether it is kept */
    boolean keep(int slot) {
        if (slot < 0 || slot >= slots.length || pinned[slot]) {
            return false;
        }
        pinned[slot] = true;
        return true;
    }

    /** Gives back what {@link #keep} kept. */
    void release(int slot) {
        pinned[slot] = false;
    }

    /** Fills every slot that is neither pinned nor kept. @param needed slots of the slate that new sellers must have */
    void fill(int needed) {
        int[] open = IntStream.range(0, slots.length)
                .filter(s -> slots[s] == EMPTY && !pinned[s])
                .toArray();
        int wanted = open.length;
        List<Integer> chosen = new ArrayList<>(wanted);
        take(reranker(wanted), wanted, chosen, true);
        take(new Reranker.InOrder(order, pool.size()), wanted, chosen, true);
        take(new Reranker.InOrder(overExposed, pool.size()), wanted, chosen, true, "repeats");
        take(new Reranker.InOrder(order, pool.size()), wanted, chosen, false, "caps");
        take(new Reranker.InOrder(overExposed, pool.size()), wanted, chosen, false, "caps", "repeats");
        place(open, chosen, needed);
    }

    private void place(int[] open, List<Integer> chosen, int needed) {
        int have = (int) IntStream.range(0, slots.length)
                        .filter(s -> slots[s] != EMPTY && pool.newSeller()[slots[s]])
                        .count()
                + (int) chosen.stream().filter(c -> pool.newSeller()[c]).count();
        List<Integer> shaped = have < needed ? withNewSellers(chosen, needed - have) : chosen;
        for (int i = 0; i < open.length && i < shaped.size(); i++) {
            slots[open[i]] = shaped.get(i);
            double examination = config.examination(open[i] + 1);
            exposureCost += examination * (value(chosen.get(i)) - value(shaped.get(i)));
        }
    }

    private double value(int candidate) {
        return Double.isNaN(pool.value()[candidate]) ? 0 : pool.value()[candidate];
    }

    /** Of the best candidates, told what is pinned. */
    private Reranker reranker(int wanted) {
        PolicyConfig.Diversity diversity = config.diversity();
        int most = Math.max(diversity.among(), wanted + config.pins().size());
        int[] head = Arrays.copyOf(order, Math.min(order.length, most));
        Reranker reranker;
        if (diversity.none()) {
            reranker = new Reranker.InOrder(head, pool.size());
        } else {
            Similarity similarity = new Similarity(pool, diversity.alike());
            reranker = diversity.method() == PolicyConfig.Method.MMR
                    ? new Mmr(head, utility, diversity.weight(), similarity)
                    : new Dpp(head, utility, diversity.weight(), similarity, slots.length);
        }
        IntStream.of(slots).filter(c -> c != EMPTY).forEach(reranker::chosen);
        return reranker;
    }

    /** Takes candidates until {@code wanted} are chosen or none is left. @param reasons rules that this breaks */
    private void take(Reranker reranker, int wanted, List<Integer> chosen, boolean capped, String... reasons) {
        while (chosen.size() < wanted) {
            int next = reranker.next(capped ? this::fits : this::free);
            if (next < 0) {
                return;
            }
            reranker.chosen(next);
            enter(next);
            claimed[next] = true;
            chosen.add(next);
            relaxed.addAll(List.of(reasons));
        }
    }

    private boolean free(int candidate) {
        return !taken[candidate];
    }

    /** Whether the candidate is free, and its seller, its category and new sellers still have room in the slate. */
    private boolean fits(int candidate) {
        if (taken[candidate]) {
            return false;
        }
        int seller = pool.sellers()[candidate];
        int category = pool.categories()[candidate];
        int ofSeller = 0;
        int ofCategory = 0;
        int ofNewSellers = 0;
        for (int i = 0; i < members; i++) {
            ofSeller += pool.sellers()[member[i]] == seller ? 1 : 0;
            ofCategory += pool.categories()[member[i]] == category ? 1 : 0;
            ofNewSellers += pool.newSeller()[member[i]] ? 1 : 0;
        }
        return (seller < 0 || ofSeller < config.caps().seller())
                && (category < 0 || ofCategory < config.caps().category())
                && (!pool.newSeller()[candidate] || ofNewSellers < newSellers);
    }

    /** Takes the last of the old sellers out and puts as many new ones in, evenly over the slate: being last is being unseen. */
    private List<Integer> withNewSellers(List<Integer> chosen, int missing) {
        List<Integer> kept = new ArrayList<>(chosen);
        List<Integer> fresh = new ArrayList<>();
        for (int candidate : order) {
            if (fresh.size() < missing && !taken[candidate] && pool.newSeller()[candidate]) {
                fresh.add(candidate);
            }
        }
        for (int i = kept.size() - 1, left = fresh.size(); i >= 0 && left > 0; i--) {
            if (!pool.newSeller()[kept.get(i)]) {
                leave(kept.remove(i));
                left--;
            }
        }
        int put = chosen.size() - kept.size();
        for (int j = 0; j < put; j++) {
            int candidate = fresh.get(j);
            enter(candidate);
            int at = (int) ((j + 0.5) * chosen.size() / put);
            kept.add(Math.min(at, kept.size()), candidate);
            claimed[candidate] = false;
        }
        return kept;
    }

    int[] slots() {
        return slots;
    }

    int[] order() {
        return order;
    }

    double exposureCost() {
        return exposureCost;
    }

    Set<String> relaxed() {
        return relaxed;
    }

    boolean inSlate(int candidate) {
        return taken[candidate];
    }

    boolean fresh(int candidate) {
        return eligible[candidate];
    }

    /** Which rule put the candidate of the slot there. */
    String rule(int slot) {
        return pinned[slot] ? "pin" : claimed[slots[slot]] ? "rank" : "new-seller";
    }

    boolean pinned(int slot) {
        return pinned[slot];
    }
}
