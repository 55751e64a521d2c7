package dev.fairlead.policy;

import java.util.Arrays;

/** Orders indices by a number each, highest first, the lower index first of two equal ones: a merge sort without boxes. */
final class Ranks {
    private Ranks() {}

    /** The indices for which {@code kept} is true. */
    static int[] descending(double[] by, boolean[] kept) {
        int n = 0;
        int[] order = new int[by.length];
        for (int i = 0; i < by.length; i++) {
            if (kept[i]) {
                order[n++] = i;
            }
        }
        int[] from = Arrays.copyOf(order, n);
        int[] to = new int[n];
        for (int width = 1; width < n; width *= 2) {
            for (int left = 0; left < n; left += 2 * width) {
                merge(by, from, to, left, Math.min(left + width, n), Math.min(left + 2 * width, n));
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(double[] by, int[] from, int[] to, int left, int middle, int right) {
        int a = left;
        int b = middle;
        for (int i = left; i < right; i++) {
            to[i] = b >= right || (a < middle && by[from[a]] >= by[from[b]]) ? from[a++] : from[b++];
        }
    }
}
