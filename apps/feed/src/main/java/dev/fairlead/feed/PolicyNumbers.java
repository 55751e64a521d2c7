package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.choice;
import static dev.fairlead.numbers.Parameter.real;
import static dev.fairlead.numbers.Parameter.share;
import static dev.fairlead.numbers.Parameter.time;
import static dev.fairlead.numbers.Parameter.whole;

import dev.fairlead.numbers.Kind;
import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import dev.fairlead.policy.ExposureHistory;
import dev.fairlead.policy.PolicyConfig;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules of the slate, in running order; docs/policy.md has more of each. */
final class PolicyNumbers {
    private static final Parameter<Double> REPEATS = real(
            "policy.repeats",
            0,
            1e9,
            "8",
            "times",
            "An item that the user was lately shown more often than this without touching it waits until the slate would not fill;"
                    + " times shown halve in three days.");
    private static final Parameter<Double> GMV = weight("gmv", "1", "value");
    private static final Parameter<Double> CONVERSION = weight("conversion", "0.5", "the outcome's probability");
    private static final Parameter<Double> SATISFACTION =
            weight("satisfaction", "0", "satisfaction: few hides, complaints and returns");
    private static final Parameter<Double> FAIRNESS = real(
            "policy.weight.fairness", 0, 1_000, "0", "", "What an item of a new seller gains in the slate's order.");
    private static final Parameter<Long> SELLER_CAP =
            whole("policy.cap.seller", 1, 1_000, "4", "slots", "Most slots of one slate for one seller.");
    private static final Parameter<Long> CATEGORY_CAP =
            whole("policy.cap.category", 1, 1_000, "3", "slots", "Most slots of one slate for one category.");
    private static final Parameter<PolicyConfig.Method> DIVERSITY =
            choice("policy.diversity", PolicyConfig.Method.class, "mmr", "How the slate is made various.");
    private static final Parameter<PolicyConfig.Alike> ALIKE = choice(
            "policy.diversity.alike",
            PolicyConfig.Alike.class,
            "category",
            "What makes two items alike: one category, or embeddings in one direction.");
    private static final Parameter<Double> DIVERSITY_WEIGHT =
            real("policy.diversity.weight", 0, 0.99, "0.1", "", "Weight of diversity against worth.");
    private static final Parameter<Long> AMONG = whole(
            "policy.diversity.among", 1, 10_000, "80", "items", "How many of the best candidates are chosen from.");
    private static final Parameter<String> PINS = new Parameter<>(
            "policy.pins",
            new Kind.Text(
                    Pattern.compile("|\\s*[^@,]+@[1-9][0-9]{0,3}\\s*(,\\s*[^@,]+@[1-9][0-9]{0,3}\\s*)*"),
                    "written as item@position, like sofa-1@3, with commas between"),
            "",
            "",
            "Items that have a position of their own.");
    private static final Parameter<Double> NEW_SHARE = real(
            "policy.new.seller.share",
            0,
            0.9,
            "0.1",
            "",
            "Least share of the slots, over a window of slates, for sellers who are new.");
    private static final Parameter<Double> NEW_CEILING = share(
            "policy.new.seller.ceiling", "0.104", "Most of these slots for sellers who are new; 1 for no such rule.");
    static final Parameter<Duration> NEW_AGE =
            time("policy.new.seller.days", 1, 3_650, ChronoUnit.DAYS, "14", "How long a seller is new.");
    private static final Parameter<Long> WINDOW = whole(
            "policy.new.seller.slates",
            1,
            ExposureHistory.MOST,
            "500",
            "slates",
            "Length of the window over which new sellers have their share.");
    private static final Parameter<Double> NEW_MOST =
            share("policy.new.seller.most", "0.5", "Most of one slate that the least share of new sellers may claim.");
    private static final Parameter<Double> EXPLORE =
            share("policy.explore.share", "0.015", "Share of the slots that get a candidate drawn evenly.");
    private static final Parameter<Double> EXPLORE_COLD =
            share("policy.explore.cold.share", "0.05", "The same for users of whom little is known.");
    static final Parameter<Double> COLD_CLICKS = real(
            "policy.explore.cold.clicks",
            0,
            1e6,
            "3",
            "clicks",
            "Little is known of a user with fewer clicks than this in 28 days.");
    private static final Parameter<Double> EXPLORE_SLATES = share(
            "policy.explore.slates",
            "0",
            "Share of the requests whose whole slate (pins apart) is drawn evenly from all that is allowed. Any other policy can"
                    + " then be evaluated from the log; without, only such as differ little.");
    private static final Parameter<Long> NEW_POSITION = whole(
            "policy.new.item.position",
            0,
            1_000,
            "20",
            "",
            "Position at which a new item is shown by Thompson sampling; 0 for none.");
    private static final Parameter<Long> NEW_AMONG =
            whole("policy.new.item.among", 1, 100, "8", "items", "Most new items that it is sampled from.");
    static final Parameter<Double> NEW_DAYS =
            real("policy.new.item.days", 0, 3_650, "14", "days", "An item is new for at most so long.");
    static final Parameter<Double> NEW_TRIALS = real(
            "policy.new.item.trials",
            0,
            1e9,
            "200",
            "times",
            "An item that was shown so often in seven days is not new any more.");
    private static final Parameter<Double> PRIOR_RATE = real(
            "policy.new.item.prior.rate",
            1e-6,
            0.999,
            "0.04",
            "",
            "Share of the times shown that a new item is clicked, before anything is known of it.");
    private static final Parameter<Double> PRIOR_TRIALS =
            real("policy.new.item.prior.trials", 0.1, 1e6, "25", "times", "How many times shown that is worth.");
    private static final Parameter<Double> ATTENTION = real(
            "policy.attention",
            0,
            10,
            "0.6",
            "",
            "The share of users that notice position p is taken to be p to the power of minus this, where the cost of a rule is"
                    + " told.");

    static final List<Parameter<?>> ALL = List.of(
            REPEATS,
            GMV,
            CONVERSION,
            SATISFACTION,
            FAIRNESS,
            SELLER_CAP,
            CATEGORY_CAP,
            DIVERSITY,
            ALIKE,
            DIVERSITY_WEIGHT,
            AMONG,
            PINS,
            NEW_SHARE,
            NEW_CEILING,
            NEW_AGE,
            WINDOW,
            NEW_MOST,
            EXPLORE,
            EXPLORE_COLD,
            COLD_CLICKS,
            EXPLORE_SLATES,
            NEW_POSITION,
            NEW_AMONG,
            NEW_DAYS,
            NEW_TRIALS,
            PRIOR_RATE,
            PRIOR_TRIALS,
            ATTENTION);

    private PolicyNumbers() {}

    private static Parameter<Double> weight(String of, String byDefault, String what) {
        return real(
                "policy.weight." + of,
                0,
                1_000,
                byDefault,
                "",
                "Weight in the slate's order of " + what + ", in standard deviations among the request's candidates.");
    }

    static PolicyConfig of(Numbers n) {
        return new PolicyConfig(
                n.get(REPEATS),
                new PolicyConfig.Weights(n.get(GMV), n.get(CONVERSION), n.get(SATISFACTION), n.get(FAIRNESS)),
                new PolicyConfig.Caps(n.integer(SELLER_CAP), n.integer(CATEGORY_CAP)),
                new PolicyConfig.Diversity(n.get(DIVERSITY), n.get(ALIKE), n.get(DIVERSITY_WEIGHT), n.integer(AMONG)),
                pins(n.get(PINS)),
                new PolicyConfig.Exposure(
                        n.get(NEW_SHARE), n.get(NEW_CEILING), n.integer(WINDOW), n.get(NEW_MOST), n.get(NEW_AGE)),
                new PolicyConfig.Exploration(
                        n.get(EXPLORE),
                        n.get(EXPLORE_COLD),
                        n.get(EXPLORE_SLATES),
                        n.integer(NEW_POSITION),
                        n.integer(NEW_AMONG),
                        n.get(PRIOR_RATE),
                        n.get(PRIOR_TRIALS)),
                n.get(ATTENTION));
    }

    private static Map<String, Integer> pins(String text) {
        Map<String, Integer> pins = new TreeMap<>();
        for (String pin : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] parts = pin.strip().split("@");
            pins.put(parts[0], Integer.parseInt(parts[1]));
        }
        return pins;
    }
}
