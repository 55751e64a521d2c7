package dev.fairlead.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** The best of many dense items: a heap of at most {@code k}. Of equal scores the lower number is the better. */
final class BestItems {
    private final int k;
    private double[] scores;
    private int[] items;
    private int size;

    BestItems(int k) {
        this.k = k;
        this.scores = new double[Math.min(k, 64)];
        this.items = new int[scores.length];
    }

    /** Whether an item of this score and number would be taken. */
    boolean takes(double score, int item) {
        return size < k || worse(scores[0], items[0], score, item);
    }

    void add(int item, double score) {
        if (size < k) {
            if (size == items.length) {
                scores = Arrays.copyOf(scores, Math.min(k, 2 * size));
                items = Arrays.copyOf(items, scores.length);
            }
            up(size++, score, item);
        } else if (worse(scores[0], items[0], score, item)) {
            down(0, score, item);
        }
    }

    private static boolean worse(double score, int item, double than, int other) {
        return score < than || (score == than && item > other);
    }

    private void up(int from, double score, int item) {
        int at = from;
        while (at > 0 && worse(score, item, scores[(at - 1) / 2], items[(at - 1) / 2])) {
            scores[at] = scores[(at - 1) / 2];
            items[at] = items[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        scores[at] = score;
        items[at] = item;
    }

    private void down(int from, double score, int item) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && worse(scores[child + 1], items[child + 1], scores[child], items[child])) {
                child++;
            }
            if (!worse(scores[child], items[child], score, item)) {
                break;
            }
            scores[at] = scores[child];
            items[at] = items[child];
            at = child;
        }
        scores[at] = score;
        items[at] = item;
    }

    /** Best first; empties this. */
    List<Found> drain(IntFunction<String> name) {
        List<Found> found = new ArrayList<>(size);
        while (size > 0) {
            found.add(new Found(name.apply(items[0]), scores[0]));
            size--;
            if (size > 0) {
                down(0, scores[size], items[size]);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** Best first into arrays of the size of what is there; empties this. */
    void drain(int[] numbers, float[] of) {
        while (size > 0) {
            size--;
            numbers[size] = items[0];
            of[size] = (float) scores[0];
            if (size > 0) {
                down(0, scores[size], items[size]);
            }
        }
    }
}
