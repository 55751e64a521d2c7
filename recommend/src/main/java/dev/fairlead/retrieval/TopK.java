package dev.fairlead.retrieval;

/** Keeps the {@code k} best of what it is offered: the higher score, of equal ones the lower id. A binary heap, the worst on top. */
final class TopK {
    private final int k;
    private final int[] ids;
    private final float[] scores;
    private int size;

    TopK(int k) {
        this.k = k;
        this.ids = new int[Math.max(1, k)];
        this.scores = new float[Math.max(1, k)];
    }

    /** A score below this is of no use; one that equals it may be. */
    float threshold() {
        return size < k ? Float.NEGATIVE_INFINITY : k == 0 ? Float.POSITIVE_INFINITY : scores[0];
    }

    /** An id is offered once. */
    void offer(int id, float score) {
        if (size < k) {
            int at = size++;
            while (at > 0 && worse(id, score, (at - 1) / 2)) {
                move((at - 1) / 2, at);
                at = (at - 1) / 2;
            }
            set(at, id, score);
        } else if (k > 0 && !worse(id, score, 0)) {
            sink(id, score, size);
        }
    }

    /** Puts it in place of the top of the first {@code end}. */
    private void sink(int id, float score, int end) {
        int at = 0;
        for (int child = 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && worse(ids[child + 1], scores[child + 1], child)) {
                child++;
            }
            if (!worse(ids[child], scores[child], id, score)) {
                break;
            }
            move(child, at);
            at = child;
        }
        set(at, id, score);
    }

    private void move(int from, int to) {
        set(to, ids[from], scores[from]);
    }

    private void set(int at, int id, float score) {
        ids[at] = id;
        scores[at] = score;
    }

    private boolean worse(int id, float score, int than) {
        return worse(id, score, ids[than], scores[than]);
    }

    private static boolean worse(int id, float score, int thanId, float thanScore) {
        return score < thanScore || (score == thanScore && id > thanId);
    }

    /** All that is kept, best first; the heap is empty afterwards. */
    Hits take() {
        int[] sortedIds = new int[size];
        float[] sortedScores = new float[size];
        for (int end = size - 1; end >= 0; end--) {
            sortedIds[end] = ids[0];
            sortedScores[end] = scores[0];
            sink(ids[end], scores[end], end);
        }
        size = 0;
        return new Hits(sortedIds, sortedScores);
    }
}
