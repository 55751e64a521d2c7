package dev.fairlead.retrieval;

import java.util.Arrays;

/**
 * −ln (exp(s₊) / (exp(s₊) + Σ exp(s_j) c_j / E_j)) with the touched item's score s₊ and, for each other item of the step,
 * its score s_j, how often it is in the step c_j and how often it is expected to be E_j. The sum is an unbiased estimate of
 * that over all items, which is what the correction of Yi et al. (RecSys 2019, section 3) is for; counting an item that is
 * there several times once with its count is the same as having it several times. Items that others of the step touched
 * and items drawn uniformly are in one sum as in Yang et al., Mixed Negative Sampling for Learning Two-tower Neural
 * Networks in Recommendations, WWW 2020.
 *
 * <p>A hard negative h adds {@code hardNegativeWeight} × exp(s_h), which is a bias on purpose.
 */
final class SampledSoftmax implements TowerLoss {
    private final float hardNegativeWeight;
    private float[] columns = {}; // item vectors by dimension, then column: so that loops run along columns
    private float[] columnGradients = {};
    private float[] scores = {};

    SampledSoftmax(double hardNegativeWeight) {
        this.hardNegativeWeight = (float) hardNegativeWeight;
    }

    @Override
    public double add(
            Batch batch,
            int dimensions,
            float[] userVectors,
            float[] itemVectors,
            float[] userGradients,
            float[] itemGradients) {
        int shared = batch.shared;
        transpose(itemVectors, shared, dimensions);
        double loss = 0;
        float share = 1f / batch.examples;
        for (int b = 0; b < batch.examples; b++) {
            int positive = batch.positive[b];
            score(userVectors, b, shared, dimensions);
            float right = scores[positive];
            for (int c = 0; c < shared; c++) {
                scores[c] += batch.correction[c];
            }
            scores[positive] = right;
            int column = batch.hard[b];
            float wrong = column < 0 || hardNegativeWeight == 0
                    ? Float.NEGATIVE_INFINITY
                    : TowerLoss.dot(userVectors, b, itemVectors, column, dimensions)
                            + (float) StrictMath.log(hardNegativeWeight);
            float top = Math.max(top(shared), wrong);
            float wrongPart = Exponential.of(wrong - top);
            float total = exponentiate(shared, top) + wrongPart;
            loss += top + Math.log(total) - right;
            for (int c = 0; c < shared; c++) {
                scores[c] *= share / total;
            }
            scores[positive] -= share;
            spread(b, shared, dimensions, userVectors, itemVectors, userGradients);
            if (wrongPart > 0) {
                float gradient = share * wrongPart / total;
                TowerLoss.addScaled(userGradients, b, gradient, itemVectors, column, dimensions);
                TowerLoss.addScaled(itemGradients, column, gradient, userVectors, b, dimensions);
            }
        }
        for (int d = 0; d < dimensions; d++) {
            for (int c = 0; c < shared; c++) {
                itemGradients[c * dimensions + d] += columnGradients[d * shared + c];
            }
        }
        return loss / batch.examples;
    }

    private void transpose(float[] itemVectors, int shared, int dimensions) {
        if (columns.length < shared * dimensions) {
            columns = new float[2 * shared * dimensions];
            columnGradients = new float[2 * shared * dimensions];
            scores = new float[2 * shared];
        }
        if (scores.length < shared) {
            scores = new float[2 * shared];
        }
        Arrays.fill(columnGradients, 0, shared * dimensions, 0);
        for (int c = 0; c < shared; c++) {
            for (int d = 0; d < dimensions; d++) {
                columns[d * shared + c] = itemVectors[c * dimensions + d];
            }
        }
    }

    private void score(float[] userVectors, int b, int shared, int dimensions) {
        Arrays.fill(scores, 0, shared, 0);
        for (int d = 0; d < dimensions; d++) {
            float factor = userVectors[b * dimensions + d];
            int at = d * shared;
            for (int c = 0; c < shared; c++) {
                scores[c] += factor * columns[at + c];
            }
        }
    }

    private float top(int shared) {
        float top = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < shared; c++) {
            top = Math.max(top, scores[c]);
        }
        return top;
    }

    private float exponentiate(int shared, float top) {
        for (int c = 0; c < shared; c++) {
            scores[c] = Exponential.of(scores[c] - top);
        }
        float total = 0;
        for (int c = 0; c < shared; c++) {
            total += scores[c];
        }
        return total;
    }

    /** Adds the example's gradients; {@code scores} holds the derivatives by score. */
    private void spread(
            int b, int shared, int dimensions, float[] userVectors, float[] itemVectors, float[] userGradients) {
        for (int c = 0; c < shared; c++) {
            float gradient = scores[c];
            int at = c * dimensions;
            int to = b * dimensions;
            for (int d = 0; d < dimensions; d++) {
                userGradients[to + d] += gradient * itemVectors[at + d];
            }
        }
        for (int d = 0; d < dimensions; d++) {
            float factor = userVectors[b * dimensions + d];
            int at = d * shared;
            for (int c = 0; c < shared; c++) {
                columnGradients[at + c] += factor * scores[c];
            }
        }
    }
}
