package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;
import static dev.fairlead.calibration.Claim.contains;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.validity.LeeBounds;
import dev.fairlead.experiment.validity.Novelty;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Lee's bounds, effects on those who take the treatment, and trends of effects. */
final class ValidityIntervals {
    private static final double EFFECT = 0.5;

    private ValidityIntervals() {}

    static List<Study<?>> studies() {
        return List.of(lee(), compliance(), weak(), novelty());
    }

    private static double[] normals(RandomGenerator random, int n) {
        return DoubleStream.generate(random::nextGaussian).limit(n).toArray();
    }

    /** Of 500 units, control measures 80 % and treatment all; there is no effect on any value. */
    private static LeeBounds lee(RandomGenerator random) {
        int measured = Conversions.successes(random, 500, 0.8);
        return LeeBounds.of(normals(random, measured), 500, normals(random, 500), 500);
    }

    /** The identified set of normal values trimmed by a fifth: ±φ(z) / 0.8 at the fifth's quantile z. */
    private static Study<?> lee() {
        double end = Normal.density(Normal.quantile(0.2)) / 0.8;
        return Study.of(
                "control loses 20 % more of 500 units per arm",
                ValidityIntervals::lee,
                covers(
                        "Lee bounds, effect at the lower end",
                        bounds -> bounds.interval(CONFIDENCE).contains(-end)),
                covers(
                        "Lee bounds, effect at the upper end",
                        bounds -> bounds.interval(CONFIDENCE).contains(end)),
                covers(
                                "Lee bounds, effect in the middle",
                                (LeeBounds bounds) ->
                                        bounds.interval(CONFIDENCE).contains(0))
                        .safe("the interval is for the worst case, an effect at an end"),
                covers("Lee bounds, whole identified set", (LeeBounds bounds) -> {
                            var interval = bounds.interval(CONFIDENCE);
                            return interval.contains(-end) && interval.contains(end);
                        })
                        .limited(0.87, "the interval is for the effect, not for all of the set"));
    }

    private static Study<?> compliance() {
        return Study.of(
                "60 % comply, effect 0.5 on them, 400 units per arm",
                random -> new Compliance(0.6, EFFECT, 400).grown(random),
                covers("intention to treat", data -> contains(data.read().intentionToTreat(), 0.6 * EFFECT)),
                covers("complier effect, normal", data -> contains(data.read().complierAverage(), EFFECT)),
                covers("complier effect, Anderson-Rubin", data -> data.andersonRubin(CONFIDENCE, EFFECT)));
    }

    private static Study<?> weak() {
        return Study.of(
                "5 % comply, effect 0.5 on them, 400 units per arm",
                random -> new Compliance(0.05, EFFECT, 400).grown(random),
                covers("complier effect, normal", (Compliance data) -> data.normal(EFFECT))
                        .limited(0.8, "not for weak instruments: read Anderson-Rubin"),
                covers("complier effect, Anderson-Rubin", data -> data.andersonRubin(CONFIDENCE, EFFECT)));
    }

    /** The effect falls by 0.1 a day from 0.4. */
    private static Novelty novelty(RandomGenerator random) {
        int[] days = IntStream.range(0, 5).toArray();
        var novelty = new Novelty(days.length);
        for (int unit = 0; unit < 300; unit++) {
            boolean treated = unit % 2 == 1;
            double shared = random.nextGaussian();
            double[] values = IntStream.of(days)
                    .mapToDouble(day -> shared + random.nextGaussian() + (treated ? 0.4 - 0.1 * day : 0))
                    .toArray();
            novelty.accept(treated, days, values);
        }
        return novelty;
    }

    private static Study<?> novelty() {
        return Study.of(
                "effect fades by 0.1 a day, 150 units per arm",
                ValidityIntervals::novelty,
                covers("novelty, trend", novelty -> contains(novelty.trend(Novelty.Scale.DAY), -0.1)),
                covers(
                        "effect of a day",
                        novelty -> contains(novelty.effects().get(2).effect(), 0.2)));
    }
}
