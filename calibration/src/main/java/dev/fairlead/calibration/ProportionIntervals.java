package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.inference.DesignMatrix;
import dev.fairlead.experiment.inference.Logistic;
import dev.fairlead.experiment.inference.MantelHaenszel;
import dev.fairlead.experiment.inference.TwoProportions;
import dev.fairlead.experiment.offpolicy.SlotClicks;
import dev.fairlead.experiment.validity.Attrition;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Intervals of shares of units, averaged over rates: at any one rate coverage jumps, as counts are whole. */
final class ProportionIntervals {
    private static final int UNITS = 500;

    /** Rates below which Wald's interval is not to be read with so many units. */
    private static final double FEW = 0.05;

    private ProportionIntervals() {}

    static List<Study<?>> studies() {
        return List.of(
                rates("rates of 10 to 40 %, 500 units per arm", 0.1, 0.4),
                rates("rates of 0.1 to 1 %, 500 units per arm", 0.001, 0.01),
                strata(),
                slots(),
                logistic());
    }

    /** Two arms, and the rates that are true. */
    private record Arms(TwoProportions found, double control, double treatment) {
        double difference() {
            return treatment - control;
        }

        Attrition attrition() {
            return new Attrition(
                    new Attrition.Arm(
                            found.control().n(),
                            found.control().n() - found.control().successes()),
                    new Attrition.Arm(
                            found.treatment().n(),
                            found.treatment().n() - found.treatment().successes()));
        }

        /** One of no success has no error. */
        boolean wald() {
            return found.control().successes() + found.treatment().successes() > 0
                    && found.comparison().difference().interval(CONFIDENCE).contains(difference());
        }
    }

    private static Arms draw(RandomGenerator random, double least, double most) {
        double control = random.nextDouble(least, most);
        double treatment = random.nextDouble(least, most);
        return new Arms(
                new TwoProportions(
                        Conversions.draw(random, UNITS, control), Conversions.draw(random, UNITS, treatment)),
                control,
                treatment);
    }

    private static Study<Arms> rates(String world, double least, double most) {
        String wide = "score intervals are wide where few units have it";
        Claim<Arms> wald = covers("difference, Wald", Arms::wald);
        return Study.of(
                world,
                random -> draw(random, least, most),
                Claim.<Arms>covers(
                                "proportion, Wilson",
                                arms -> arms.found()
                                        .control()
                                        .wilson(CONFIDENCE)
                                        .contains(arms.control()))
                        .safe(wide),
                Claim.<Arms>covers(
                                "difference, Newcombe",
                                arms -> arms.found().newcombe(CONFIDENCE).contains(arms.difference()))
                        .safe(wide),
                most < FEW ? wald.limited(0.8, "not where few units have it: read Newcombe") : wald,
                Claim.<Arms>covers(
                                "attrition, Newcombe",
                                arms -> arms.attrition().interval(CONFIDENCE).contains(arms.difference()))
                        .safe(wide));
    }

    private static double odds(double rate, double ratio) {
        double odds = ratio * rate / (1 - rate);
        return odds / (1 + odds);
    }

    private static Study<?> strata() {
        double[] rates = {0.1, 0.2, 0.4};
        double ratio = 1.3;
        return Study.of(
                "three strata, odds ratio 1.3, 600 units per arm",
                random -> new MantelHaenszel(IntStream.range(0, rates.length)
                        .mapToObj(s -> new TwoProportions(
                                Conversions.draw(random, 200, rates[s]),
                                Conversions.draw(random, 200, odds(rates[s], ratio))))
                        .toList()),
                covers(
                        "odds ratio, Mantel-Haenszel",
                        strata -> strata.logOddsRatio().interval(CONFIDENCE).contains(Math.log(ratio))));
    }

    private static Study<?> slots() {
        return Study.of(
                "clicks on slots at 20 and 12 %, 400 impressions each",
                random -> new SlotClicks(
                        new long[] {Conversions.successes(random, 400, 0.2), Conversions.successes(random, 400, 0.12)},
                        new long[] {400, 400}),
                covers(
                        "examination of a slot, Katz",
                        clicks -> clicks.examination(1, CONFIDENCE).contains(0.6)));
    }

    private static final double LOG_ODDS = 0.4;

    private static Logistic fit(RandomGenerator random) {
        var rows = new double[600][];
        var outcomes = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double covariate = random.nextGaussian();
            rows[i] = new double[] {1, i % 2, covariate};
            outcomes[i] = random.nextDouble() < 1 / (1 + Math.exp(0.8 - LOG_ODDS * (i % 2) - 0.7 * covariate));
        }
        return Logistic.fit(new DesignMatrix(List.of("one", "arm", "covariate"), rows), outcomes);
    }

    /** The difference of probabilities averaged over a normal covariate, by the trapezoid rule. */
    private static double riskDifference() {
        double sum = 0;
        double weights = 0;
        for (double x = -8; x <= 8; x += 1.0 / 64) {
            double weight = Math.exp(-x * x / 2);
            double treated = 1 / (1 + Math.exp(0.8 - LOG_ODDS - 0.7 * x));
            sum += weight * (treated - 1 / (1 + Math.exp(0.8 - 0.7 * x)));
            weights += weight;
        }
        return sum / weights;
    }

    private static Study<?> logistic() {
        double difference = riskDifference();
        return Study.of(
                "conversion depends on a covariate, log odds ratio 0.4, 300 units per arm",
                ProportionIntervals::fit,
                covers(
                        "logistic regression",
                        fit -> fit.estimate("arm").interval(CONFIDENCE).contains(LOG_ODDS)),
                covers(
                        "logistic regression, robust",
                        fit -> fit.robust("arm").interval(CONFIDENCE).contains(LOG_ODDS)),
                covers(
                        "logistic regression, risk difference",
                        fit -> fit.riskDifference("arm").interval(CONFIDENCE).contains(difference)));
    }
}
