package dev.fairlead.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Predicted items in parallel arrays, from the lowest probability to the highest. Items of one probability are neighbours
 * and form a tie.
 *
 * @param list place of the item's list among all lists
 * @param item place of the item in its list
 * @param user number of the list's user
 */
record Predictions(int[] list, int[] item, int[] user, double[] probability, boolean[] outcome, double[] value) {

    static Predictions of(List<JudgedList> lists, int[] users, double[][] probabilities) {
        Predictions all = new Predictions(
                Arrays.stream(probabilities).mapToInt(row -> row.length).sum());
        int at = 0;
        for (int l = 0; l < probabilities.length; l++) {
            for (int i = 0; i < probabilities[l].length; i++) {
                all.list[at] = l;
                all.item[at] = i;
                all.user[at] = users[l];
                all.probability[at] = probabilities[l][i];
                all.outcome[at] = lists.get(l).outcomes()[i];
                all.value[at++] = lists.get(l).values()[i];
            }
        }
        return all.at(Order.ascending(all.probability));
    }

    private Predictions(int size) {
        this(new int[size], new int[size], new int[size], new double[size], new boolean[size], new double[size]);
    }

    /** Those of the slice, still sorted. */
    Predictions within(Slice slice) {
        boolean[][] inside = slice.insideByList();
        IntPredicate kept = i -> list[i] < inside.length && inside[list[i]].length > 0 && inside[list[i]][item[i]];
        return at(IntStream.range(0, size()).filter(kept).toArray());
    }

    int size() {
        return user.length;
    }

    /** End of the tie that starts at {@code from}: the first place after it. */
    int tieEnd(int from) {
        int to = from + 1;
        while (to < size() && probability[to] == probability[from]) to++;
        return to;
    }

    /**
     * Bin of each prediction, 0 to bins − 1, of about equal numbers of items. A tie is never divided: all of it goes to the
     * bin of its first item, so a bin can be empty when a calibration has made many probabilities equal.
     */
    int[] equalMassBins(int bins) {
        int[] bin = new int[size()];
        for (int from = 0, to; from < size(); from = to) {
            to = tieEnd(from);
            Arrays.fill(bin, from, to, (int) ((long) from * bins / size()));
        }
        return bin;
    }

    private Predictions at(int[] places) {
        Predictions chosen = new Predictions(places.length);
        for (int i = 0; i < places.length; i++) {
            chosen.list[i] = list[places[i]];
            chosen.item[i] = item[places[i]];
            chosen.user[i] = user[places[i]];
            chosen.probability[i] = probability[places[i]];
            chosen.outcome[i] = outcome[places[i]];
            chosen.value[i] = value[places[i]];
        }
        return chosen;
    }
}
