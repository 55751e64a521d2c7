package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bins found sixteen rows at a time are those found by halving the table, for any cuts and values. */
class LaneSearchTest {
    private static final float[] EDGES = {
        Float.NaN,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-35f,
        -1e-35f,
        Float.MAX_VALUE,
        Float.NEGATIVE_INFINITY,
        Float.POSITIVE_INFINITY
    };

    @Test
    void findsWhatHalvingFinds() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int width = 1 + random.nextInt(round % 4 == 0 ? 200 : 40);
            Cuts cuts = cuts(random, width, 1 + random.nextInt(60));
            int count = 1 + random.nextInt(RowLanes.BLOCK);
            int from = random.nextInt(2) * width;
            float[] rows = rows(random, cuts, from + count * width + random.nextInt(2) * random.nextInt(400));
            Scratch expected = scratch(cuts);
            Scratch found = scratch(cuts);
            new BinarySearch().find(cuts, rows, from, width, count, expected, 1, RowLanes.BLOCK);
            new LaneSearch(cuts).find(cuts, rows, from, width, count, found, 1, RowLanes.BLOCK);
            for (int column = 0; column < cuts.columns(); column++) {
                int at = column * RowLanes.BLOCK;
                assertArrayEquals(
                        Arrays.copyOfRange(expected.bins, at, at + count),
                        Arrays.copyOfRange(found.bins, at, at + count),
                        "round " + round + ", column " + column);
            }
        }
    }

    @Test
    void aTreeOfCutsCountsTheCutsBelow() {
        for (int known = 0; known <= Cuts.MOST; known++) {
            var rising = new float[Cuts.LARGE];
            Arrays.fill(rising, Float.POSITIVE_INFINITY);
            for (int i = 0; i < known; i++) {
                rising[i] = i;
            }
            CutTree tree = CutTree.of(rising);
            assertTrue(tree.leaves() > known);
            for (int below = 0; below <= known; below++) {
                int node = 1;
                for (int level = 0; level < tree.depth(); level++) {
                    node = 2 * node + (tree.cuts()[node] < below - 0.5f ? 1 : 0);
                }
                assertEquals(below, node - tree.leaves());
            }
        }
    }

    @Test
    void transposesWhatIsThere() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            int width = 1 + random.nextInt(50);
            int count = 1 + random.nextInt(100);
            int first = random.nextInt(width);
            var rows = new float[count * width];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i;
            }
            var values = new float[Transposition.COLUMNS * Transposition.ROWS];
            Transposition.transpose(rows, first, width, count, values, new float[2 * Transposition.SQUARE]);
            for (int column = 0; column < Math.min(Transposition.COLUMNS, width - first); column++) {
                for (int row = 0; row < count; row++) {
                    assertEquals(rows[row * width + first + column], values[column * Transposition.ROWS + row]);
                }
            }
        }
    }

    private static Scratch scratch(Cuts cuts) {
        return new Scratch(
                RowLanes.BLOCK,
                cuts.columns() * RowLanes.BLOCK,
                0,
                0,
                0,
                Transposition.COLUMNS * Transposition.ROWS,
                2 * Transposition.SQUARE);
    }

    /** Columns of any number of cuts; some share a feature and its cuts. */
    private static Cuts cuts(Random random, int width, int columns) {
        var feature = new int[columns];
        var zero = new double[columns];
        var missing = new byte[columns];
        var start = new int[columns];
        var large = new boolean[columns];
        var floats = new float[columns * (Cuts.SMALL + Cuts.LARGE)];
        Arrays.fill(floats, Float.POSITIVE_INFINITY);
        int at = 0;
        for (int column = 0; column < columns; column++) {
            zero[column] = random.nextInt(3) == 0 ? BinsBuilder.ZERO : -1;
            missing[column] = (byte) random.nextInt(256);
            if (column > 0 && random.nextInt(4) == 0) {
                feature[column] = feature[column - 1];
                start[column] = start[column - 1];
                large[column] = large[column - 1];
                continue;
            }
            feature[column] = random.nextInt(width);
            start[column] = at;
            int known = random.nextBoolean() ? 1 + random.nextInt(Cuts.MOST) : 1 + random.nextInt(20);
            large[column] = known > Cuts.SMALL;
            double[] rising = random.doubles(known, -3, 3).sorted().toArray();
            int table = at + (large[column] ? Cuts.SMALL : 0);
            for (int i = 0; i < known; i++) {
                floats[table + i] = i % 50 == 9 ? 0 : (float) rising[i];
            }
            Arrays.sort(floats, table, table + known);
            for (int bucket = 0; large[column] && bucket < Cuts.SMALL; bucket++) {
                floats[at + bucket] = floats[table + bucket * Cuts.SMALL + Cuts.SMALL - 1];
            }
            at = table + (large[column] ? Cuts.LARGE : Cuts.SMALL);
        }
        return new Cuts(feature, zero, missing, start, large, new double[0], floats);
    }

    private static float[] rows(Random random, Cuts cuts, int values) {
        var rows = new float[values];
        for (int i = 0; i < values; i++) {
            rows[i] = switch (random.nextInt(4)) {
                case 0 -> EDGES[random.nextInt(EDGES.length)];
                case 1 -> cuts.floats()[random.nextInt(cuts.floats().length)];
                default -> (float) random.nextGaussian();
            };
        }
        return rows;
    }
}
