package dev.fairlead.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Puts trees into groups of as many as there are lanes, and their moves side by side, for {@link TreeLanes}. */
final class TreeGroups {
    /** Above every bin: a move that no row makes. */
    private static final byte NONE_ABOVE = 127;

    private final int[] lane;
    private final int[] first;
    private final byte[] column;
    private final byte[] cut;
    private final byte[] from;
    private final byte[] to;

    TreeGroups(Moves moves, int lanes) {
        int[] order = IntStream.range(0, moves.trees())
                .boxed()
                .sorted(Comparator.comparingInt(tree -> -moves.moves(tree)))
                .mapToInt(Integer::intValue)
                .toArray();
        int groups = (order.length + lanes - 1) / lanes;
        lane = new int[order.length];
        first = new int[groups + 1];
        for (int group = 0; group < groups; group++) {
            int longest = moves.moves(order[group * lanes]);
            first[group + 1] = Math.addExact(first[group], Math.multiplyExact(longest, lanes));
        }
        column = new byte[first[groups]];
        cut = new byte[first[groups]];
        from = new byte[first[groups]];
        to = new byte[first[groups]];
        Arrays.fill(cut, NONE_ABOVE);
        for (int i = 0; i < order.length; i++) {
            lane[order[i]] = i;
            fill(moves, order[i], first[i / lanes] + i % lanes, lanes);
        }
    }

    private void fill(Moves moves, int tree, int start, int lanes) {
        int at = start;
        for (int move = moves.first()[tree]; move < moves.first()[tree + 1]; move++) {
            column[at] = (byte) moves.column()[move];
            cut[at] = moves.cut()[move];
            from[at] = moves.from()[move];
            to[at] = moves.to()[move];
            at += lanes;
        }
    }

    /** The position of each tree among all groups' lanes. */
    int[] lane() {
        return lane;
    }

    /** Where each group's moves start, and at last where they end. */
    int[] first() {
        return first;
    }

    byte[] column() {
        return column;
    }

    byte[] cut() {
        return cut;
    }

    byte[] from() {
        return from;
    }

    byte[] to() {
        return to;
    }
}
