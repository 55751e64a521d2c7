package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cuts beside naive sums of the binomial distribution. */
class CutTestTest {
    /** Twice the smaller tail, term by term. */
    private static double binomial(int x, int n, double p) {
        double lower = 0;
        double upper = 0;
        for (int k = 0; k <= n; k++) {
            double log = 0;
            for (int i = 1; i <= k; i++) {
                log += Math.log(n - k + i) - Math.log(i);
            }
            double term = Math.exp(log + k * Math.log(p) + (n - k) * Math.log(1 - p));
            lower += k <= x ? term : 0;
            upper += k >= x ? term : 0;
        }
        return Math.min(1, 2 * Math.min(lower, upper));
    }

    @Test
    void theExactRatioIsTwiceTheSmallerTail() {
        var random = new Random(1);
        for (int run = 0; run < 500; run++) {
            int n = 1 + random.nextInt(60);
            int x = random.nextInt(n + 1);
            double p = random.nextDouble(0.05, 0.95);
            assertEquals(binomial(x, n, p), new SampleRatio(new double[] {p, 1 - p}).exact(x, n - x), 1e-9);
        }
        assertEquals(1, new SampleRatio(new double[] {1, 1}).exact(0, 0));
    }

    /** Each arm against the others, times three. */
    @Test
    void ofThreeArmsTheLeastProbableCounts() {
        var ratio = new SampleRatio(new double[] {1, 1, 2});
        double least = Math.min(binomial(9, 20, 0.25), Math.min(binomial(1, 20, 0.25), binomial(10, 20, 0.5)));
        assertEquals(Math.min(1, 3 * least), ratio.exact(9, 1, 10), 1e-9);
    }

    @Test
    void oneCellOfEightToOneIsFoundAmongManySoundOnes() {
        var ratio = new SampleRatio(new double[] {1, 1});
        List<long[]> cells = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            cells.add(new long[] {3, 3});
        }
        cells.add(new long[] {40, 5});
        CutTest test = CutTest.ofRatios(cells.stream().map(_ -> ratio).toList(), cells);
        assertEquals(300, test.worst());
        assertEquals(2 * 301 * binomial(5, 45, 0.5), test.cell(300), 1e-9);
        assertEquals(1, test.cell(0));
        assertTrue(test.p() <= test.cell(300));
    }

    /** Sixty cells of 60 : 40 are each improbable by little, and together by far. */
    @Test
    void aLittleInManyCellsIsFoundTogether() {
        var ratio = new SampleRatio(new double[] {1, 1});
        List<long[]> cells = IntStream.range(0, 60)
                .mapToObj(i -> i % 2 == 0 ? new long[] {60, 40} : new long[] {40, 60})
                .toList();
        CutTest test = CutTest.ofRatios(cells.stream().map(_ -> ratio).toList(), cells);
        assertEquals(1, test.cell(0));
        assertEquals(2 * test.together(), test.p());
        assertTrue(test.p() < 1e-15);
    }

    @Test
    void withoutACellNothingIsFound() {
        assertEquals(1, CutTest.ofRatios(List.of(), List.of()).p());
        assertEquals(1, CutTest.ofAttrition(List.of()).p());
    }
}
