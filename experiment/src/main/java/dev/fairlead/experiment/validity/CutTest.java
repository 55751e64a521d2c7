package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.distribution.ChiSquared;
import java.util.Arrays;
import java.util.List;

/**
 * Whether something holds in every cell of a cut, such as in each day or each country. Two tests share the error rate by
 * Bonferroni: all cells together, by a sum of χ², which finds a little in many cells; and the worst cell alone, by an exact
 * test times the number of cells, which finds much in one.
 *
 * @param together p-value of the sum of χ² over the cells large enough for it; 1 if there are none
 * @param cells exact p-value of each cell, not adjusted
 */
public record CutTest(double together, double[] cells) {
    /** Cells in which fewer are expected have no χ² distribution, and are left to their exact tests. */
    private static final double LEAST_EXPECTED = 5;

    public CutTest {
        cells = cells.clone();
    }

    /**
     * Of the sample ratio.
     *
     * @param ratios the ratio planned in each cell, all of as many arms
     * @param counts units of each arm in each cell
     */
    public static CutTest ofRatios(List<SampleRatio> ratios, List<long[]> counts) {
        Check.that(ratios.size() == counts.size(), "each cell has a ratio and counts");
        double sum = 0;
        double df = 0;
        var cells = new double[counts.size()];
        for (int i = 0; i < cells.length; i++) {
            SampleRatio ratio = ratios.get(i);
            cells[i] = ratio.exact(counts.get(i));
            if (ratio.leastExpected(counts.get(i)) >= LEAST_EXPECTED) {
                sum += ratio.chiSquared(counts.get(i));
                df += counts.get(i).length - 1.0;
            }
        }
        return of(sum, df, cells);
    }

    /** Of attrition in two arms; exact is Fisher's test. */
    public static CutTest ofAttrition(List<Attrition> attrition) {
        double sum = 0;
        double df = 0;
        var cells = new double[attrition.size()];
        for (int i = 0; i < cells.length; i++) {
            Attrition cell = attrition.get(i);
            cells[i] = cell.exact();
            if (cell.leastExpected() >= LEAST_EXPECTED) {
                sum += cell.chiSquared();
                df++;
            }
        }
        return of(sum, df, cells);
    }

    private static CutTest of(double sum, double df, double[] cells) {
        return new CutTest(df > 0 && sum > 0 ? new ChiSquared(df).upper(sum) : 1, cells);
    }

    /** Which cell is the least probable; there must be one. */
    public int worst() {
        int worst = 0;
        for (int i = 1; i < cells.length; i++) {
            worst = cells[i] < cells[worst] ? i : worst;
        }
        return worst;
    }

    /** The p-value of a cell, adjusted for their number and for the test of all together (Bonferroni). */
    public double cell(int i) {
        return Math.min(1, 2 * cells.length * cells[i]);
    }

    /** Of all cells together and of the worst one, each at half the error rate; 1 without cells. */
    public double p() {
        double worst = Arrays.stream(cells).map(p -> cells.length * p).min().orElse(1);
        return Math.min(1, 2 * Math.min(together, worst));
    }
}
