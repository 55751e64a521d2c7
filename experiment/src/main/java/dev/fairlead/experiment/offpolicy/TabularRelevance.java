package dev.fairlead.experiment.offpolicy;

import java.util.Arrays;

/** A relevance of its own for each item. */
public final class TabularRelevance implements Relevance {
    private final double[] probabilities;

    /** @param items at least 1 */
    public TabularRelevance(int items) {
        Check.that(items > 0, "there must be at least one item, not " + items);
        probabilities = new double[items];
        Arrays.fill(probabilities, 0.5);
    }

    @Override
    public int items() {
        return probabilities.length;
    }

    @Override
    public double probability(int item) {
        return probabilities[item];
    }

    @Override
    public void fit(double[] relevant, double[] shown) {
        for (int item = 0; item < probabilities.length; item++) {
            probabilities[item] = shown[item] > 0 ? relevant[item] / shown[item] : probabilities[item];
        }
    }

    @Override
    public boolean shared() {
        return false;
    }
}
