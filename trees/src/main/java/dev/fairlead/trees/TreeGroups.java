package dev.fairlead.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Puts trees into groups of as many as there are lanes, and their tests side by side, for {@link TreeLanes}. */
final class TreeGroups {
    /** Above every bin: a test that nothing fails. */
    private static final byte NONE_ABOVE = 127;

    private final int[] lane;
    private final int[] firstPlane;
    private final int[] firstTest;
    private final byte[] column;
    private final byte[] cut;
    private final byte[] kept;

    TreeGroups(Planes planes, int lanes) {
        int[] order = bySize(planes);
        int groups = (order.length + lanes - 1) / lanes;
        lane = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            lane[order[i]] = i;
        }
        firstPlane = new int[groups + 1];
        for (int group = 0; group < groups; group++) {
            int[] members = members(order, group, lanes);
            firstPlane[group + 1] = firstPlane[group]
                    + Arrays.stream(members)
                            .map(tree -> count(planes, tree))
                            .max()
                            .orElse(0);
        }
        firstTest = new int[firstPlane[groups] + 1];
        for (int group = 0; group < groups; group++) {
            int[] members = members(order, group, lanes);
            for (int plane = 0; plane < firstPlane[group + 1] - firstPlane[group]; plane++) {
                int p = plane;
                int longest = Arrays.stream(members)
                        .map(tree -> tests(planes, tree, p).length)
                        .max()
                        .orElse(0);
                int at = firstPlane[group] + plane;
                firstTest[at + 1] = Math.addExact(firstTest[at], Math.multiplyExact(longest, lanes));
            }
        }
        int size = firstTest[firstTest.length - 1];
        column = new byte[size];
        cut = new byte[size];
        kept = new byte[size];
        Arrays.fill(cut, NONE_ABOVE);
        for (int i = 0; i < order.length; i++) {
            fill(planes, order[i], i / lanes, i % lanes, lanes);
        }
    }

    private static int[] bySize(Planes planes) {
        return IntStream.range(0, planes.trees())
                .boxed()
                .sorted(Comparator.comparingInt(tree -> -size(planes, tree)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int size(Planes planes, int tree) {
        return planes.firstTest()[planes.firstPlane()[tree + 1]] - planes.firstTest()[planes.firstPlane()[tree]];
    }

    private static int[] members(int[] order, int group, int lanes) {
        return Arrays.copyOfRange(order, group * lanes, Math.min(order.length, (group + 1) * lanes));
    }

    private static int count(Planes planes, int tree) {
        return planes.firstPlane()[tree + 1] - planes.firstPlane()[tree];
    }

    private static int[] tests(Planes planes, int tree, int plane) {
        if (plane >= count(planes, tree)) {
            return new int[0];
        }
        int at = planes.firstPlane()[tree] + plane;
        return Arrays.copyOfRange(planes.tests(), planes.firstTest()[at], planes.firstTest()[at + 1]);
    }

    /** A plane that the tree does not have stays full of bits, which its lower planes prevail over. */
    private void fill(Planes planes, int tree, int group, int lane, int lanes) {
        for (int plane = 0; plane < count(planes, tree); plane++) {
            int at = firstTest[firstPlane[group] + plane] + lane;
            for (int test : tests(planes, tree, plane)) {
                column[at] = (byte) Planes.column(test);
                cut[at] = Planes.cut(test);
                kept[at] = Planes.kept(test);
                at += lanes;
            }
        }
    }

    /** The position of each tree among all groups' lanes. */
    int[] lane() {
        return lane;
    }

    /** The plane that each group starts with, and at last their number. */
    int[] firstPlane() {
        return firstPlane;
    }

    /** Where each plane's tests start, and at last where they end. */
    int[] firstTest() {
        return firstTest;
    }

    byte[] column() {
        return column;
    }

    byte[] cut() {
        return cut;
    }

    byte[] kept() {
        return kept;
    }
}
