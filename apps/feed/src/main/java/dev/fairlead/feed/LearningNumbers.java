package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.choice;
import static dev.fairlead.numbers.Parameter.flag;
import static dev.fairlead.numbers.Parameter.real;
import static dev.fairlead.numbers.Parameter.time;
import static dev.fairlead.numbers.Parameter.whole;

import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import dev.fairlead.ranking.LabelWindows;
import dev.fairlead.ranking.Objective;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the feed learns, from which part of the log. */
final class LearningNumbers {
    static final Parameter<Objective> OBJECTIVE = choice(
            "objective",
            Objective.class,
            "expected-margin",
            "What the slate is ordered by: expected-margin (probability x price x margin, in money) or relevance.");
    static final Parameter<FeedConfig.Outcome> OUTCOME =
            choice("labels.outcome", FeedConfig.Outcome.class, "purchase", "What the probability predicts.");
    static final Parameter<Double> VALIDATION = real(
            "split.validation.share",
            0.01,
            0.9,
            "0.2",
            "",
            "Share of the user actions, in order of time, that are the validation span, right before the test span.");
    static final Parameter<Double> TEST = real(
            "split.test.share",
            0.01,
            0.9,
            "0.2",
            "",
            "Share of the user actions, in order of time, that are the test span: the last ones.");
    static final Parameter<Double> NEGATIVES = real(
            "training.negatives.per.positive",
            0.1,
            1e6,
            "10",
            "",
            "Negatives kept for each positive when the classifier is trained; each weighs the inverse of the rate it was kept at.");
    static final Parameter<Long> SEED = whole(
            "training.seed", 0, 1_000_000_000_000_000L, "1", "", "Seed of all that is drawn in training and deciding.");
    static final Parameter<FeedConfig.Positions> POSITIONS = choice(
            "training.position.bias",
            FeedConfig.Positions.class,
            "none",
            "Whether outcomes weigh more the less their position is noticed, 1 / examination but at most clip: none, randomized"
                    + " (positions compared by slots that were drawn evenly; see policy.explore) or regression-em (by all slots and"
                    + " the items' features).");
    static final Parameter<Double> POSITION_CLIP =
            real("training.position.clip", 1, 1_000, "10", "", "Most that an outcome weighs for its position.");
    static final Parameter<Boolean> REFIT = flag(
            "training.refit",
            "true",
            "Whether the final model is fitted again on training and validation span, with the number of trees found.");

    static final Parameter<Long> HORIZON = whole(
            "training.interactions.next",
            1,
            1_000,
            "5",
            "interactions",
            "Where the log has no impressions: how many of a person's next interactions a list should have had.");
    static final Parameter<Long> LISTS = whole(
            "training.interactions.lists",
            100,
            1_000_000,
            "12000",
            "lists",
            "Where the log has no impressions: most lists that are made to learn from, about.");

    private static final Parameter<Duration> CLICK = window("labels.click.hours", "12", "click");
    private static final Parameter<Duration> CART = window("labels.cart.hours", "24", "cart");
    private static final Parameter<Duration> PURCHASE = window("labels.purchase.hours", "168", "purchase");

    static final List<Parameter<?>> ALL = List.of(
            OBJECTIVE,
            OUTCOME,
            CLICK,
            CART,
            PURCHASE,
            VALIDATION,
            TEST,
            NEGATIVES,
            SEED,
            POSITIONS,
            POSITION_CLIP,
            REFIT,
            HORIZON,
            LISTS);

    private LearningNumbers() {}

    private static Parameter<Duration> window(String key, String byDefault, String outcome) {
        return time(
                key,
                0.01,
                24 * 365,
                ChronoUnit.HOURS,
                byDefault,
                "How long after an impression a " + outcome + " counts.");
    }

    static LabelWindows labels(Numbers numbers) {
        return new LabelWindows(numbers.get(CLICK), numbers.get(CART), numbers.get(PURCHASE));
    }

    /** Something must be left to train on. */
    static void check(Numbers numbers) {
        double validation = numbers.get(VALIDATION);
        double test = numbers.get(TEST);
        if (validation + test >= 1) {
            throw new IllegalArgumentException("split.validation.share and split.test.share leave nothing to train on: "
                    + validation + " + " + test);
        }
    }
}
