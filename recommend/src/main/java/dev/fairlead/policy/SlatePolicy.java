package dev.fairlead.policy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The rules that turn scored candidates into a slate. In running order: what is never shown → repeats → worth → caps and diversity →
 * pins → new sellers → the new item → exploration. Everything before the last two is deterministic. Safe for many threads.
 */
public final class SlatePolicy {
    private static final int[] NOBODY = {};

    private final PolicyConfig config;
    private final NewItems newItems;

    public SlatePolicy(PolicyConfig config) {
        this.config = config;
        this.newItems = new NewItems(config.exploration());
    }

    /** The window for {@link #slate} and {@link #distribution} that ends with the next slate. @param history the slates before */
    public ExposureWindow window(ExposureHistory history) {
        return history.window(config.exposure().share(), config.exposure().slates());
    }

    /** Slots of a slate that new sellers should have by their share. */
    public double owed(Slate slate) {
        return config.exposure().share() * slate.size();
    }

    /** What stands fixed before anything is drawn. {@code field} holds the new items of {@code newItemSlot}, −1 for none. */
    private record Plan(
            Base base, int newItemSlot, NewItems.Field field, double explored, boolean[] drawn, int drawnSize) {}

    private Plan plan(Pool pool, int n, boolean cold, ExposureWindow window) {
        int needed = needed(pool, n, window);
        PolicyConfig.Exploration exploration = config.exploration();
        Base base = new Base(
                config,
                pool,
                n,
                window.allowed(Math.min(n, pool.size()), config.exposure().ceiling()));
        int slot = exploration.newItemPosition() - 1;
        boolean kept = slot >= 0 && base.keep(slot);
        base.fill(needed);
        int[] field = kept ? newItems(base, pool) : NOBODY;
        if (kept && field.length == 0) {
            base.release(slot);
            base.fill(0);
        }
        int newItemSlot = field.length == 0 ? -1 : slot;
        boolean[] drawn = new boolean[pool.size()];
        int size = 0;
        for (int candidate : base.order()) {
            drawn[candidate] = !base.inSlate(candidate);
        }
        for (int candidate : field) {
            drawn[candidate] = false;
        }
        for (boolean in : drawn) {
            size += in ? 1 : 0;
        }
        double share = cold ? exploration.coldShare() : exploration.share();
        if (size < base.slots().length) {
            share = 0; // too few to draw from without replacement at every position
        }
        return new Plan(base, newItemSlot, newItems.field(pool, field), share, drawn, size);
    }

    private int[] newItems(Base base, Pool pool) {
        return IntStream.of(base.order())
                .filter(c -> !base.inSlate(c) && !Double.isNaN(pool.trials()[c]))
                .limit(config.exploration().newItems())
                .toArray();
    }

    private int needed(Pool pool, int n, ExposureWindow window) {
        PolicyConfig.Exposure exposure = config.exposure();
        int size = Math.min(n, pool.size());
        return Math.min(window.needed(size), (int) Math.floor(exposure.most() * size));
    }

    /**
     * A slate of at most {@code n}.
     *
     * @param cold whether little is known of the user
     * @param window see {@link #window}
     */
    public Slate slate(Pool pool, int n, boolean cold, ExposureWindow window, RandomGenerator random) {
        Plan plan = plan(pool, n, cold, window);
        Base base = plan.base;
        int size = base.slots().length;
        int[] candidates = base.slots().clone();
        double[] propensities = new double[size];
        String[] rules = new String[size];
        int[] left = plan.explored > 0
                ? IntStream.range(0, pool.size()).filter(c -> plan.drawn[c]).toArray()
                : NOBODY;
        int draws = 0;
        for (int slot = 0; slot < size; slot++) {
            boolean fixed = base.pinned(slot) && slot != plan.newItemSlot;
            double explored = fixed ? 0 : plan.explored;
            if (slot == plan.newItemSlot) {
                int winner = plan.field.draw(random);
                candidates[slot] = plan.field.candidates()[winner];
                propensities[slot] = (1 - explored) * plan.field.winning()[winner];
                rules[slot] = "thompson";
            } else {
                propensities[slot] = 1 - explored;
                rules[slot] = base.rule(slot);
            }
            if (explored > 0 && random.nextDouble() < explored) {
                int at = draws + random.nextInt(left.length - draws);
                candidates[slot] = left[at];
                left[at] = left[draws++];
                propensities[slot] = explored / plan.drawnSize;
                rules[slot] = "explore";
            }
        }
        double randomized = config.exploration().slates();
        if (randomized > 0) {
            SlateDistribution distribution = distribution(plan, pool);
            if (random.nextDouble() < randomized) {
                randomize(distribution, candidates, rules, random);
            }
            Arrays.setAll(propensities, slot -> distribution.probability(candidates[slot], slot + 1));
        }
        return new Slate(candidates, propensities, rules, base.exposureCost(), base.relaxed());
    }

    /** Fills all that is not pinned evenly, without replacement. */
    private static void randomize(
            SlateDistribution distribution, int[] candidates, String[] rules, RandomGenerator random) {
        int[] left = distribution.anyone();
        int draws = 0;
        for (int slot = 0; slot < candidates.length; slot++) {
            if (!distribution.fixed(slot)) {
                int at = draws + random.nextInt(left.length - draws);
                candidates[slot] = left[at];
                left[at] = left[draws++];
                rules[slot] = "random";
            }
        }
    }

    /** The probability of every slate that {@link #slate} may give for the same arguments. */
    public SlateDistribution distribution(Pool pool, int n, boolean cold, ExposureWindow window) {
        return distribution(plan(pool, n, cold, window), pool);
    }

    private SlateDistribution distribution(Plan plan, Pool pool) {
        int[] slots = plan.base.slots();
        boolean[] fixed = new boolean[slots.length];
        double[] explored = new double[slots.length];
        boolean[] anyone = pool.allowed().clone();
        for (int slot = 0; slot < slots.length; slot++) {
            fixed[slot] = plan.base.pinned(slot) && slot != plan.newItemSlot;
            explored[slot] = fixed[slot] ? 0 : plan.explored;
            if (fixed[slot]) {
                anyone[slots[slot]] = false;
            }
        }
        return new SlateDistribution(
                new SlateDistribution.Settled(slots, plan.newItemSlot, plan.field.candidates(), plan.field.winning()),
                explored,
                plan.drawn,
                new SlateDistribution.Randomized(config.exploration().slates(), fixed, anyone));
    }
}
