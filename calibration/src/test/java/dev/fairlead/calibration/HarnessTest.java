package dev.fairlead.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.inference.TwoProportions;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class HarnessTest {
    private static final int RUNS = 400;

    private static List<Long> counts(Harness harness, Study<?> study) {
        return harness.run(study).stream().map(Row::happened).toList();
    }

    private static Study<?> welch() {
        return MeanTests.studies().getFirst();
    }

    @Test
    void countsDoNotDependOnThreads() {
        List<Long> one = counts(new Harness(3, RUNS, 1), welch());
        assertEquals(one, counts(new Harness(3, RUNS, 2), welch()));
        assertEquals(one, counts(new Harness(3, RUNS, 7), welch()));
        assertEquals(one, counts(new Harness(3, RUNS, RUNS + 5), welch()));
    }

    @Test
    void otherSeedsAndWorldsHaveOtherStreams() {
        var firsts = new ConcurrentLinkedQueue<Double>();
        for (String world : List.of("one", "another")) {
            Study<Double> study = Study.of(world, random -> random.nextDouble(), Claim.rejects("all", firsts::add));
            new Harness(1, 500, 2).run(study);
            new Harness(2, 500, 2).run(study);
        }
        assertEquals(2000, new HashSet<>(firsts).size());
    }

    /** Runs follow each other in their seeds; their first numbers must not. */
    @Test
    void streamsOfFollowingRunsAreIndependent() {
        var firsts = new double[5000];
        Study<Double> study = Study.of("world", random -> random.nextDouble(), Claim.rejects("all", first -> {
            firsts[next(firsts)] = first;
            return true;
        }));
        new Harness(1, firsts.length, 1).run(study);
        double mean = 0;
        double lagged = 0;
        for (int i = 1; i < firsts.length; i++) {
            mean += firsts[i] / (firsts.length - 1);
            lagged += 12 * (firsts[i] - 0.5) * (firsts[i - 1] - 0.5) / (firsts.length - 1);
        }
        assertEquals(0.5, mean, 4 / Math.sqrt(12.0 * firsts.length));
        assertEquals(0, lagged, 4 / Math.sqrt(firsts.length));
    }

    private static int next(double[] filled) {
        int at = 0;
        while (filled[at] != 0) {
            at++;
        }
        return at;
    }

    /** A z test that takes two samples for one: its error is too small by √2, and it rejects in 17 % of runs. */
    @Test
    void flagsAWrongTest() {
        Study<TwoProportions> study = Study.of(
                "20 % convert",
                random -> new TwoProportions(Conversions.draw(random, 300, 0.2), Conversions.draw(random, 300, 0.2)),
                Claim.<TwoProportions>rejects("right", arms -> arms.pooled().p(0) <= Claim.ALPHA),
                Claim.<TwoProportions>rejects("wrong", HarnessTest::wrong),
                Claim.<TwoProportions>rejects("wrong, and said to be safe", HarnessTest::wrong)
                        .safe("it is not"),
                Claim.<TwoProportions>rejects("wrong beyond what is said", HarnessTest::wrong)
                        .limited(0.06, "a little"),
                Claim.<TwoProportions>rejects("wrong as was said", HarnessTest::wrong)
                        .limited(0.25, "it takes two samples for one"));
        List<Verdict.Kind> verdicts = new Harness(1, RUNS, 2)
                .run(study).stream().map(row -> row.verdict().kind()).toList();
        assertEquals(
                List.of(
                        Verdict.Kind.OK,
                        Verdict.Kind.FAILED,
                        Verdict.Kind.FAILED,
                        Verdict.Kind.FAILED,
                        Verdict.Kind.LIMITATION),
                verdicts);
    }

    private static boolean wrong(TwoProportions arms) {
        return Math.abs(arms.pooled().statistic(0)) >= 1.96 / Math.sqrt(2);
    }

    @Test
    void aRunThatIsRefusedSaysWhichItWas() {
        Study<Integer> study = Study.of(
                "two runs",
                random -> {
                    throw new IllegalArgumentException("nothing can be tested");
                },
                Claim.rejects("any", run -> true));
        Harness harness = new Harness(1, 1, 1);
        var failure = assertThrows(IllegalStateException.class, () -> harness.run(study));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("run 0 of 'two runs' was refused: nothing can be tested"), message);
    }

    @Test
    void needsRunsAndThreads() {
        assertThrows(IllegalArgumentException.class, () -> new Harness(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Harness(1, 1, 0));
    }

    @Test
    void aPartOfAStudyHasTheSameCounts() {
        List<Row> all = new Harness(1, 100, 2).run(welch());
        List<Row> part = new Harness(1, 100, 2).run(welch().only("WELCH"));
        assertEquals(all.stream().filter(row -> row.name().contains("Welch")).toList(), part);
        assertNotEquals(all.size(), part.size());
        assertTrue(welch().only("no such test").isEmpty());
    }
}
