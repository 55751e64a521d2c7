package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;

/**
 * A model read and checked, whatever format it came in.
 *
 * @param library that trained it; XGBoost rounds a row to floats before it compares
 * @param format as people say it, such as {@code LightGBM text v4}
 * @param names one per feature, in column order
 * @param classes scores per row
 * @param objective as written, {@code none} if the model was trained with a function of the caller's own
 * @param output what the objective makes of raw scores
 * @param average whether predictions are the mean over iterations (random forest), not the sum
 * @param base raw score of each class before the first tree
 * @param trees in the order in which their outputs are summed
 * @param treeClass the class that each tree adds to
 * @param perIteration trees of one boosting iteration: one for each class, times the parallel trees of a class; 0 if the
 *     model does not say
 */
record Model(
        Library library,
        String format,
        List<String> names,
        int classes,
        String objective,
        Output output,
        boolean average,
        double[] base,
        List<Tree> trees,
        int[] treeClass,
        int perIteration) {

    int features() {
        return names.size();
    }

    /** Whether a row is rounded to floats before it is compared. */
    boolean floats() {
        return library == Library.XGBOOST;
    }

    /** Iterations of boosting; 0 if the model does not say how many trees one has. */
    int iterations() {
        return perIteration == 0 ? 0 : trees.size() / perIteration;
    }

    Model first(int iterations) {
        int kept = iterations * perIteration;
        return new Model(
                library,
                format,
                names,
                classes,
                objective,
                output,
                average,
                base,
                trees.subList(0, kept),
                Arrays.copyOf(treeClass, kept),
                perIteration);
    }
}
