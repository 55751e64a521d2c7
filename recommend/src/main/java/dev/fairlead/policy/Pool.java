package dev.fairlead.policy;

/**
 * The candidates of one request as the rules see them. Arrays are parallel, one element a candidate; the rules do not change them.
 *
 * @param items ids by which pins name them
 * @param value what showing the candidate is worth, in money or any one unit; NaN counts as the lowest
 * @param probability of the outcome, 0 to 1; NaN when not known
 * @param satisfaction how pleased users are with it, in any one unit; NaN when not known
 * @param sellers dense id of the seller, −1 when not known
 * @param categories dense id of the category, −1 when not known
 * @param allowed false for what must never be shown: sold out, not offered here, hidden by the user
 * @param newSeller whether its seller is new
 * @param shown how often it was shown to the user lately without being touched
 * @param successes of a new item, for Thompson sampling: clicks, say
 * @param trials of a new item: impressions; NaN for an item that is not new
 * @param vectors row-major, {@code dimensions} floats a candidate, zeros when not known; empty for none at all
 * @param lowered how far down the user's own dislike puts it, 0 to 1: as a share of what lies between the highest and the lowest utility of the request's
 *     candidates
 */
public record Pool(
        String[] items,
        double[] value,
        double[] probability,
        double[] satisfaction,
        int[] sellers,
        int[] categories,
        boolean[] allowed,
        boolean[] newSeller,
        double[] shown,
        double[] successes,
        double[] trials,
        float[] vectors,
        int dimensions,
        double[] lowered) {

    /** Of candidates that the user does not dislike. */
    public Pool(
            String[] items,
            double[] value,
            double[] probability,
            double[] satisfaction,
            int[] sellers,
            int[] categories,
            boolean[] allowed,
            boolean[] newSeller,
            double[] shown,
            double[] successes,
            double[] trials,
            float[] vectors,
            int dimensions) {
        this(
                items,
                value,
                probability,
                satisfaction,
                sellers,
                categories,
                allowed,
                newSeller,
                shown,
                successes,
                trials,
                vectors,
                dimensions,
                new double[items.length]);
    }

    public Pool {
        int n = items.length;
        if (value.length != n
                || probability.length != n
                || satisfaction.length != n
                || sellers.length != n
                || categories.length != n
                || allowed.length != n
                || newSeller.length != n
                || shown.length != n
                || successes.length != n
                || trials.length != n
                || lowered.length != n) {
            throw new IllegalArgumentException("the arrays of a pool must all be of its " + n + " candidates");
        }
        if (vectors.length != 0 && vectors.length != n * dimensions) {
            throw new IllegalArgumentException(
                    vectors.length + " floats are not vectors of " + dimensions + " for " + n + " candidates");
        }
    }

    public int size() {
        return items.length;
    }
}
