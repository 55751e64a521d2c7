package dev.fairlead.retrieval;

/**
 * BPR: for each example the mean of −ln σ(s₊ − s_j) over the drawn items j (and {@code hardNegativeWeight} times that of its hardNegativeWeight
 * negative), with the touched item's score s₊. Rendle et al., BPR: Bayesian Personalized Ranking from Implicit Feedback,
 * UAI 2009; the regularization there is the optimizer's here.
 */
final class PairwiseLoss implements TowerLoss {
    private final float hardNegativeWeight;

    PairwiseLoss(double hardNegativeWeight) {
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
        double loss = 0;
        for (int b = 0; b < batch.examples; b++) {
            int positive = batch.positive[b];
            int column = batch.hard[b];
            float weights = column < 0 ? 0 : hardNegativeWeight;
            for (int c = 0; c < batch.shared; c++) {
                weights += c == positive ? 0 : batch.drawn[c];
            }
            if (weights == 0) {
                continue;
            }
            float right = TowerLoss.dot(userVectors, b, itemVectors, positive, dimensions);
            float share = 1 / (weights * batch.examples);
            for (int c = 0; c <= batch.shared; c++) {
                int other = c < batch.shared ? c : column;
                float weight = c < batch.shared ? batch.drawn[c] : column < 0 ? 0 : hardNegativeWeight;
                if (weight == 0 || other == positive) {
                    continue;
                }
                float gap = right - TowerLoss.dot(userVectors, b, itemVectors, other, dimensions);
                float wrong = 1 / (1 + Exponential.of(gap)); // σ(−gap)
                loss += weight * share * softplus(-gap);
                float gradient = weight * share * wrong;
                TowerLoss.addScaled(userGradients, b, -gradient, itemVectors, positive, dimensions);
                TowerLoss.addScaled(userGradients, b, gradient, itemVectors, other, dimensions);
                TowerLoss.addScaled(itemGradients, positive, -gradient, userVectors, b, dimensions);
                TowerLoss.addScaled(itemGradients, other, gradient, userVectors, b, dimensions);
            }
        }
        return loss;
    }

    private static double softplus(double x) {
        return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
