package dev.fairlead.feed;

import static dev.fairlead.numbers.Parameter.flag;
import static dev.fairlead.numbers.Parameter.real;
import static dev.fairlead.numbers.Parameter.whole;

import dev.fairlead.numbers.Numbers;
import dev.fairlead.numbers.Parameter;
import dev.fairlead.retrieval.TowerConfig;
import dev.fairlead.retrieval.TowerShape;
import java.util.List;

/**
 * Shape and training of the two towers that find personal candidates. The defaults suit few interactions an item and catalogues with attributes;
 * docs/retrieval.md has others.
 */
final class TowerNumbers {
    static final Parameter<Boolean> ON = flag("towers", "true", "Whether candidates are found by two towers, too.");

    private static final Parameter<Long> DIMENSIONS =
            whole("towers.dimensions", 2, 512, "16", "", "Length of a user's and of an item's vector.");
    private static final Parameter<Long> HISTORY = whole(
            "towers.history",
            1,
            1_000,
            "30",
            "items",
            "Items of a user's history that the tower reads; there are 32 at most.");
    private static final Parameter<Double> HALF_LIFE_DAYS = real(
            "towers.history.half.life.days",
            0.01,
            1e6,
            "1000000",
            "days",
            "Age at which an interaction of the history counts half.");
    private static final Parameter<Double> HALF_LIFE_TOUCHES = real(
            "towers.history.half.life.interactions",
            0.1,
            1e9,
            "1000000000",
            "interactions",
            "Later interactions after which an interaction of the history counts half.");
    private static final Parameter<Double> STRONG = real(
            "towers.strong", 0, 100, "1", "", "Weight of a cart or a purchase in a history when a click weighs 1.");
    private static final Parameter<Boolean> OWN_ROWS = flag(
            "towers.own.history.rows",
            "false",
            "Whether an item in a history has other embeddings than as a candidate.");
    private static final Parameter<Boolean> USER_IDS =
            flag("towers.user.ids", "false", "Whether users have embeddings of their own.");
    private static final Parameter<Long> EPOCHS =
            whole("towers.epochs", 1, 1_000, "4", "", "Passes over the examples.");
    private static final Parameter<Long> NEGATIVES =
            whole("towers.negatives", 0, 65_536, "256", "items", "Items that are drawn for a step as negatives.");
    private static final Parameter<Double> HARD = real(
            "towers.hard",
            0,
            100,
            "0",
            "",
            "Weight, as negatives, of items that were shown and not touched; 0 for none.");
    private static final Parameter<Double> LEARNING_RATE =
            real("towers.learning.rate", 1e-4, 10, "0.05", "", "Adagrad's step.");
    private static final Parameter<Double> LEARNING_START =
            real("towers.learning.start", 0, 1_000, "100", "", "What Adagrad's sums of squares begin with.");
    private static final Parameter<Double> L2 =
            real("towers.l2", 0, 1, "0", "", "Weight of the squared embeddings of each step.");
    private static final Parameter<Double> ID_DROPOUT = real(
            "towers.id.dropout",
            0,
            0.99,
            "0.1",
            "",
            "Share of the steps that leave an item's own embedding out, so that its content can stand alone.");
    private static final Parameter<Long> IDS = whole(
            "towers.ids",
            0,
            10_000_000,
            "1000000",
            "ids",
            "Most item ids, and most user ids, that have an embedding of their own.");

    static final List<Parameter<?>> ALL = List.of(
            ON,
            DIMENSIONS,
            HISTORY,
            HALF_LIFE_DAYS,
            HALF_LIFE_TOUCHES,
            STRONG,
            OWN_ROWS,
            USER_IDS,
            EPOCHS,
            NEGATIVES,
            HARD,
            LEARNING_RATE,
            LEARNING_START,
            L2,
            ID_DROPOUT,
            IDS);

    private TowerNumbers() {}

    static TowerConfig of(Numbers numbers) {
        return new TowerConfig(
                shape(numbers),
                TowerConfig.Loss.SOFTMAX,
                numbers.integer(EPOCHS),
                1,
                128,
                numbers.integer(NEGATIVES),
                numbers.get(HARD),
                numbers.get(LEARNING_RATE),
                numbers.get(LEARNING_START),
                numbers.get(L2),
                numbers.get(ID_DROPOUT),
                0,
                false,
                2,
                numbers.integer(IDS),
                0.05,
                numbers.get(LearningNumbers.SEED));
    }

    private static TowerShape shape(Numbers numbers) {
        return new TowerShape(
                numbers.integer(DIMENSIONS),
                numbers.integer(HISTORY),
                86_400 * numbers.get(HALF_LIFE_DAYS),
                numbers.get(HALF_LIFE_TOUCHES),
                0.7,
                numbers.get(STRONG),
                numbers.get(OWN_ROWS),
                numbers.get(USER_IDS));
    }
}
