package dev.fairlead.experiment.offpolicy;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The position-based click model from ordinary logs, P(click) = θ(slot) γ(item), by expectation-maximization with a
 * regression for γ (Wang, Golbandi, Bendersky, Metzler and Najork 2018, with expected labels in place of sampled ones). A
 * fold: it keeps counts by item and slot.
 */
public final class RegressionEm {
    private final Relevance relevance;
    private final double[][] clicks;
    private final double[][] shown;

    /**
     * What was found.
     *
     * @param examination θ of each slot relative to the top one; the scale of θ is not identified
     * @param logLikelihood of all impressions
     * @param iterations made
     * @param converged whether the likelihood stopped rising before the last iteration
     */
    public record Fit(double[] examination, double logLikelihood, int iterations, boolean converged) {}

    /**
     * @param slots at least 2
     * @param relevance is fitted along
     */
    public RegressionEm(int slots, Relevance relevance) {
        Check.that(slots >= 2, "there must be at least 2 slots to compare, not " + slots);
        this.relevance = relevance;
        clicks = new double[relevance.items()][slots];
        shown = new double[relevance.items()][slots];
    }

    /**
     * Adds impressions of an item in a slot.
     *
     * @param item from 0
     * @param slot from 0, the top
     * @param impressions at least 0
     * @param clicked at most as many
     */
    public void accept(int item, int slot, long impressions, long clicked) {
        Check.that(item >= 0 && item < shown.length, "there is no item " + item + ", only 0 to " + (shown.length - 1));
        Check.that(slot >= 0 && slot < slots(), "there is no slot " + slot + ", only 0 to " + (slots() - 1));
        Check.that(
                clicked >= 0 && clicked <= impressions,
                "item " + item + " cannot have " + clicked + " clicks on " + impressions + " impressions");
        clicks[item][slot] += clicked;
        shown[item][slot] += impressions;
    }

    /**
     * Iterates until the log-likelihood rises by less than a share of itself.
     *
     * @param most iterations, at least 1; low click-through rates need thousands
     * @param tolerance such as 1e-12, at least 0
     */
    public Fit fit(int most, double tolerance) {
        Check.that(most >= 1 && tolerance >= 0, "at least one iteration and a tolerance of at least 0 are needed");
        checkIdentified();
        double[] theta = start();
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 1; iteration <= most; iteration++) {
            double likelihood = iterate(theta);
            if (likelihood - before < tolerance * Math.abs(likelihood)) {
                return new Fit(relative(theta), likelihood, iteration, true);
            }
            before = likelihood;
        }
        return new Fit(relative(theta), before, most, false);
    }

    private int slots() {
        return shown[0].length;
    }

    /** Slots must hang together by items that were in several, or there is nothing to tell slot and item apart by. */
    private void checkIdentified() {
        double[] impressions = bySlot(shown);
        double[] clicked = bySlot(clicks);
        for (int slot = 0; slot < slots(); slot++) {
            Check.that(impressions[slot] > 0, "slot " + slot + " has no impressions");
            Check.that(clicked[slot] > 0, "slot " + slot + " has no click, so that its examination cannot be told");
        }
        Check.that(
                relevance.shared() || connected(),
                "no chain of items that were shown in several slots connects all slots: show items in changing slots, or"
                        + " use a relevance by features");
    }

    private boolean connected() {
        var reached = new boolean[slots()];
        reached[0] = true;
        for (int round = 0; round < slots(); round++) {
            for (double[] item : shown) {
                boolean touches = IntStream.range(0, slots()).anyMatch(slot -> item[slot] > 0 && reached[slot]);
                for (int slot = 0; slot < slots(); slot++) {
                    reached[slot] |= touches && item[slot] > 0;
                }
            }
        }
        return IntStream.range(0, slots()).allMatch(slot -> reached[slot]);
    }

    /** Click-through rates, scaled to at most 0.9: from 1 no iteration leads away. */
    private double[] start() {
        double[] impressions = bySlot(shown);
        double[] clicked = bySlot(clicks);
        double[] rates = IntStream.range(0, slots())
                .mapToDouble(slot -> clicked[slot] / impressions[slot])
                .toArray();
        double most = Arrays.stream(rates).max().orElseThrow();
        return Arrays.stream(rates).map(rate -> 0.9 * rate / most).toArray();
    }

    private double[] bySlot(double[][] counts) {
        return IntStream.range(0, slots())
                .mapToDouble(slot ->
                        Arrays.stream(counts).mapToDouble(item -> item[slot]).sum())
                .toArray();
    }

    /** One iteration; the log-likelihood before it. A click is examined and relevant, anything else by Bayes's rule. */
    private double iterate(double[] theta) {
        var examined = new double[slots()];
        var relevant = new double[shown.length];
        double likelihood = 0;
        for (int item = 0; item < shown.length; item++) {
            double gamma = relevance.probability(item);
            for (int slot = 0; slot < theta.length; slot++) {
                double click = theta[slot] * gamma;
                double clicked = clicks[item][slot];
                double not = shown[item][slot] - clicked;
                double odds = not > 0 ? not / (1 - click) : 0;
                examined[slot] += clicked + odds * (theta[slot] - click);
                relevant[item] += clicked + odds * (gamma - click);
                likelihood += (clicked > 0 ? clicked * Math.log(click) : 0) + (not > 0 ? not * Math.log1p(-click) : 0);
            }
        }
        double[] impressions = bySlot(shown);
        for (int slot = 0; slot < theta.length; slot++) {
            theta[slot] = examined[slot] / impressions[slot];
        }
        relevance.fit(
                relevant,
                Arrays.stream(shown)
                        .mapToDouble(item -> Arrays.stream(item).sum())
                        .toArray());
        return likelihood;
    }

    private static double[] relative(double[] theta) {
        return Arrays.stream(theta).map(each -> each / theta[0]).toArray();
    }
}
