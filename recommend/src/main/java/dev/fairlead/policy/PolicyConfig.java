package dev.fairlead.policy;

import java.time.Duration;
import java.util.Map;

/**
 * The numbers of the rules, in their running order.
 *
 * @param repeats most times that an item was lately shown to a user without being touched, at least 0; the more often shown ones
 *     fill only slots that would stay empty. Infinite for no rule.
 * @param pins position (1 the first) of each item that business has put somewhere
 */
public record PolicyConfig(
        double repeats,
        Weights weights,
        Caps caps,
        Diversity diversity,
        Map<String, Integer> pins,
        Exposure exposure,
        Exploration exploration,
        double attention) {

    /** No rule but the order by value, what is allowed, and no exploration. */
    public static final PolicyConfig BARE = new PolicyConfig(
            Double.POSITIVE_INFINITY,
            new Weights(1, 0, 0, 0),
            new Caps(Integer.MAX_VALUE, Integer.MAX_VALUE),
            new Diversity(Method.NONE, Alike.CATEGORY, 0, 0),
            Map.of(),
            new Exposure(0, 1, 1, 0, Duration.ZERO),
            new Exploration(0, 0, 0, 0, 0, 0.5, 1),
            0.6);

    /**
     * What a candidate is ordered by: gmv × value + conversion × probability + satisfaction × satisfaction + fairness × (1 if its
     * seller is new), the first three in standard deviations from the mean of the request's candidates. Each at least 0, not all 0.
     */
    public record Weights(double gmv, double conversion, double satisfaction, double fairness) {
        public Weights {
            require(gmv >= 0 && conversion >= 0 && satisfaction >= 0 && fairness >= 0, "weights", "at least 0");
            require(gmv + conversion + satisfaction + fairness > 0, "weights", "not all 0");
        }

        boolean valueAlone() {
            return conversion == 0 && satisfaction == 0 && fairness == 0;
        }
    }

    /** Most slots of one slate for a seller and for a category, at least 1. */
    public record Caps(int seller, int category) {
        public Caps {
            require(seller >= 1 && category >= 1, "caps", "at least 1");
        }
    }

    /** How the slate is made various. */
    public enum Method {
        NONE,
        /** Maximal marginal relevance (Carbonell, Goldstein 1998). */
        MMR,
        /** Greedy maximum of a determinantal point process (Chen, Zhang, Zhou 2018). */
        DPP
    }

    /** What makes two items alike. */
    public enum Alike {
        /** One category. */
        CATEGORY,
        /** Vectors in one direction: the cosine; the category where there are no vectors. */
        EMBEDDING
    }

    /**
     * @param weight of diversity against worth, 0 (none) to below 1
     * @param among how many of the best candidates are chosen from, at least the length of the slate
     */
    public record Diversity(Method method, Alike alike, double weight, int among) {
        public Diversity {
            require(weight >= 0 && weight < 1, "the weight of diversity", "from 0 to below 1");
        }

        boolean none() {
            return method == Method.NONE || weight == 0;
        }

        /** Whether the candidates' vectors matter. */
        public boolean readsVectors() {
            return !none() && alike == Alike.EMBEDDING;
        }
    }

    /**
     * The share of slots for new sellers over a rolling window.
     *
     * @param share of the slots of the last {@code slates} slates that they have at least, 0 for no rule
     * @param ceiling that they have at most, while there are others; 1 for no rule
     * @param slates length of the window, 1 to {@link ExposureHistory#MOST}
     * @param most share of one slate that the rule may claim, however far behind it is
     * @param age a seller is new for so long
     */
    public record Exposure(double share, double ceiling, int slates, double most, Duration age) {
        public Exposure {
            require(share >= 0 && share < 1, "the share of new sellers", "from 0 to below 1");
            require(ceiling > share && ceiling <= 1, "the ceiling for new sellers", "above their share, at most 1");
            require(slates >= 1 && slates <= ExposureHistory.MOST, "the window of slates", "from 1 to 1,000,000");
            require(most >= share && most <= 1, "the most of a slate", "from the share to 1");
        }
    }

    /**
     * What is shown to learn from it.
     *
     * @param share of the slots that get a candidate drawn evenly, 0 to 1
     * @param coldShare the same for users of whom little is known
     * @param slates share of the requests that get a whole slate drawn evenly from all that is allowed, pins apart, 0 to 1: only
     *     then can any other policy be evaluated from the log, since every candidate may be at every position
     * @param newItemPosition where a new item is shown by Thompson sampling, 1 the first; 0 for nowhere
     * @param newItems most new items that are drawn from
     * @param priorRate mean rate of success of a new item before anything is known of it, 0 to 1
     * @param priorTrials how many trials that is worth, above 0
     */
    public record Exploration(
            double share,
            double coldShare,
            double slates,
            int newItemPosition,
            int newItems,
            double priorRate,
            double priorTrials) {
        public Exploration {
            require(
                    share >= 0 && share <= 1 && coldShare >= 0 && coldShare <= 1 && slates >= 0 && slates <= 1,
                    "a share of exploration",
                    "from 0 to 1");
            require(newItemPosition >= 0, "the position of the new item", "at least 0");
            require(priorRate > 0 && priorRate < 1, "the prior rate", "between 0 and 1");
            require(priorTrials > 0, "the prior's trials", "above 0");
        }
    }

    public PolicyConfig {
        require(repeats >= 0, "repeats", "at least 0");
        require(attention >= 0, "the exponent of attention", "at least 0");
        pins = Map.copyOf(pins);
        require(pins.values().stream().allMatch(position -> position >= 1), "a pin's position", "at least 1");
        require(
                pins.values().stream().distinct().count() == pins.size(),
                "the positions of pins",
                "different for different items");
    }

    private static void require(boolean holds, String what, String range) {
        if (!holds) {
            throw new IllegalArgumentException(what + " must be " + range);
        }
    }

    /** Share of users that notice position {@code p} (1 the first), as the rules assume it: p to the power −attention. */
    double examination(int position) {
        return Math.pow(position, -attention);
    }
}
