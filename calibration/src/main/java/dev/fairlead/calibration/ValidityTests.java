package dev.fairlead.calibration;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.validity.Attrition;
import dev.fairlead.experiment.validity.CutTest;
import dev.fairlead.experiment.validity.Novelty;
import dev.fairlead.experiment.validity.RunningSampleRatio;
import dev.fairlead.experiment.validity.SampleRatio;
import dev.fairlead.experiment.validity.Slices;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks of what must hold before a verdict, and effects on those who take the treatment. */
final class ValidityTests {
    private static final double[] SHARES = {0.5, 0.3, 0.2};

    private ValidityTests() {}

    static List<Study<?>> studies() {
        return List.of(
                sampleRatio(),
                running(),
                attrition(),
                compliance(),
                weak(),
                novelty(),
                interaction(),
                hours(),
                lostByDay());
    }

    private static int arm(RandomGenerator random) {
        double u = random.nextDouble();
        return u < SHARES[0] ? 0 : u < SHARES[0] + SHARES[1] ? 1 : 2;
    }

    private static final class Assigned implements Growing {
        private final long[] counts = new long[SHARES.length];

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 200; i++) {
                counts[arm(random)]++;
            }
        }

        double p() {
            return new SampleRatio(SHARES).p(counts);
        }
    }

    private static Study<?> sampleRatio() {
        return Looks.study(
                "three arms of 50, 30, 20 %, 1000 units", Assigned::new, Looks.p("sample ratio, χ²", Assigned::p));
    }

    private static Study<?> running() {
        return Study.of(
                "three arms of 50, 30, 20 %, read after each of 500 units",
                random -> {
                    var running = new RunningSampleRatio(new SampleRatio(SHARES), 100);
                    for (int i = 0; i < 500; i++) {
                        running.accept(arm(random));
                    }
                    return running.p();
                },
                Claim.<Double>rejects("sample ratio, sequential", p -> p <= Claim.ALPHA)
                        .safe("it may be read for ever"));
    }

    private static final class Lost implements Growing {
        private final long[] measured = new long[2];
        private long assigned;

        @Override
        public void grow(RandomGenerator random) {
            assigned += 200;
            measured[0] += Conversions.successes(random, 200, 0.9);
            measured[1] += Conversions.successes(random, 200, 0.9);
        }

        double p() {
            return new Attrition(new Attrition.Arm(assigned, measured[0]), new Attrition.Arm(assigned, measured[1]))
                    .p();
        }
    }

    private static Study<?> attrition() {
        return Looks.study(
                "10 % of 1000 units per arm are lost", Lost::new, Looks.p("differential attrition, χ²", Lost::p));
    }

    private static Study<?> compliance() {
        return Looks.study(
                "60 % comply, 400 units per arm",
                () -> new Compliance(0.6, 0, 80),
                Looks.<Compliance>p(
                        "intention to treat",
                        data -> data.read().intentionToTreat().p(0)),
                Looks.<Compliance>p(
                        "complier effect", data -> data.read().complierAverage().p(0)),
                Looks.<Compliance>test("complier effect, Anderson-Rubin", data -> {
                    var read = data.read();
                    return alpha -> read.andersonRubin(1 - alpha).stream().noneMatch(interval -> interval.contains(0));
                }));
    }

    private static Study<?> weak() {
        return Study.of(
                "5 % comply, 400 units per arm",
                random -> new Compliance(0.05, 0, 400).grown(random),
                Claim.<Compliance>rejects("complier effect, normal", data -> !data.normal(0))
                        .limited(0.2, "not for weak instruments: read Anderson-Rubin"),
                Claim.rejects("complier effect, Anderson-Rubin", data -> !data.andersonRubin(Claim.CONFIDENCE, 0)));
    }

    private static final class Days implements Growing {
        private static final int DAYS = 5;
        private static final int[] ALL = IntStream.range(0, DAYS).toArray();
        private final Novelty novelty = new Novelty(DAYS);

        @Override
        public void grow(RandomGenerator random) {
            for (int unit = 0; unit < 80; unit++) {
                double shared = random.nextGaussian();
                var values = new double[DAYS];
                for (int day = 0; day < DAYS; day++) {
                    values[day] = shared + random.nextGaussian();
                }
                novelty.accept(unit % 2 == 1, ALL, values);
            }
        }
    }

    private static Study<?> novelty() {
        return Looks.study(
                "five days of 200 units per arm",
                Days::new,
                Looks.<Days>p(
                        "novelty, trend",
                        data -> data.novelty.trend(Novelty.Scale.DAY).p(0)),
                Looks.<Days>p(
                        "novelty, late less early",
                        data -> data.novelty.lateLessEarly(2).p(0)));
    }

    private static Estimate difference(RandomGenerator random) {
        var arms = new Moments[] {new Moments(), new Moments()};
        for (int i = 0; i < 200; i++) {
            arms[i % 2].accept(random.nextGaussian());
        }
        return Comparison.of(arms[0], arms[1]).difference();
    }

    private static Study<?> interaction() {
        return Study.of(
                "four slices of 100 units per arm",
                random -> Slices.interaction(
                        Stream.generate(() -> difference(random)).limit(4).toList()),
                Claim.rejects("interaction of slices, Cochran's Q", found -> found.p() <= Claim.ALPHA));
    }

    private static final String SHARED = "two tests share the error, and the exact one of the worst cell needs more";

    /** Hours of the night have few units. */
    private static Study<?> hours() {
        return Study.of(
                "three arms of 50, 30, 20 %, 1000 units in 48 hours",
                random -> {
                    var hours = Stream.generate(() -> new long[SHARES.length])
                            .limit(48)
                            .toList();
                    for (int i = 0; i < 1000; i++) {
                        hours.get((int) (48 * random.nextDouble() * random.nextDouble()))[arm(random)]++;
                    }
                    var ratio = new SampleRatio(SHARES);
                    return CutTest.ofRatios(hours.stream().map(_ -> ratio).toList(), hours)
                            .p();
                },
                Claim.<Double>rejects("sample ratio by hour", p -> p <= Claim.ALPHA)
                        .safe(SHARED));
    }

    private static Study<?> lostByDay() {
        return Study.of(
                "10 % of 1000 units per arm are lost over 14 days",
                random -> CutTest.ofAttrition(Stream.generate(() -> new Attrition(lost(random), lost(random)))
                                .limit(14)
                                .toList())
                        .p(),
                Claim.<Double>rejects("differential attrition by day", p -> p <= Claim.ALPHA)
                        .safe(SHARED));
    }

    private static Attrition.Arm lost(RandomGenerator random) {
        int units = 20 + random.nextInt(103);
        return new Attrition.Arm(units, Conversions.successes(random, units, 0.9));
    }
}
