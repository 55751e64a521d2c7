package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Metric;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Revenue per order, of people with one to three orders of one lognormal amount each, capped: where a person's revenue is
 * above the cap, both sides of the ratio are multiplied by what brings it there.
 */
final class CappedRatios {
    private static final double CAP = 100;
    private static final double MU = 3;
    private static final double SIGMA = 1;

    private CappedRatios() {}

    static List<Study<?>> tests() {
        return List.of(Looks.study(
                "capped revenue per order, 500 people per arm",
                () -> new People(100, 1),
                Looks.<People>p(
                        "ratio with a cap, delta method",
                        data -> data.compared().difference().p(0))));
    }

    static List<Study<?>> intervals() {
        double control = truth(1);
        double treatment = truth(1.2);
        return List.of(Study.of(
                "capped revenue per order, orders of treatment 20 % dearer, 500 people per arm",
                random -> {
                    var people = new People(500, 1.2);
                    people.grow(random);
                    return people.compared();
                },
                covers("ratio with a cap, difference", arms -> Claim.contains(arms.difference(), treatment - control)),
                covers(
                        "ratio with a cap, lift by logarithm",
                        arms -> arms.lift().logInterval(Claim.CONFIDENCE).contains(treatment / control - 1))));
    }

    private static final class People implements Growing {
        private final int units;
        private final double dearer;
        private final CoMoments[] arms = {new CoMoments(2), new CoMoments(2)};

        People(int units, double dearer) {
            this.units = units;
            this.dearer = dearer;
        }

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 2 * units; i++) {
                int orders = 1 + random.nextInt(3);
                double revenue = orders * Math.exp(MU + SIGMA * random.nextGaussian()) * (i % 2 == 0 ? 1 : dearer);
                double factor = Math.min(1, CAP / revenue);
                arms[i % 2].accept(factor * revenue, factor * orders);
            }
        }

        Comparison compared() {
            return Comparison.of(new Metric.Ratio(0, 1), arms[0], arms[1]);
        }
    }

    /**
     * With d orders of amount X and k = (ln (cap / d) − μ) / σ: revenue is d e^(μ + σ²/2) Φ(k − σ) + cap (1 − Φ(k)), orders are
     * d Φ(k) + cap e^(−μ + σ²/2) (1 − Φ(k + σ)).
     */
    private static double truth(double dearer) {
        double mu = MU + Math.log(dearer);
        double revenue = 0;
        double orders = 0;
        for (int d = 1; d <= 3; d++) {
            double k = (Math.log(CAP / d) - mu) / SIGMA;
            revenue += d * Math.exp(mu + SIGMA * SIGMA / 2) * Normal.cdf(k - SIGMA) + CAP * Normal.upper(k);
            orders += d * Normal.cdf(k) + CAP * Math.exp(-mu + SIGMA * SIGMA / 2) * Normal.upper(k + SIGMA);
        }
        return revenue / orders;
    }
}
