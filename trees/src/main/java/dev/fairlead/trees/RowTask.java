package dev.fairlead.trees;

import java.util.concurrent.RecursiveAction;

/** Scores rows in halves until each is a thread's share. */
final class RowTask extends RecursiveAction {
    private static final long serialVersionUID = 1;

    /** The scoring of a piece of the caller's rows. */
    interface Piece {
        void score(int first, int count);
    }

    private final transient Piece piece;
    private final int first;
    private final int count;
    private final int threads;

    RowTask(Piece piece, int first, int count, int threads) {
        this.piece = piece;
        this.first = first;
        this.count = count;
        this.threads = threads;
    }

    @Override
    protected void compute() {
        if (threads <= 1 || count <= 1) {
            piece.score(first, count);
            return;
        }
        int half = (int) ((long) count * (threads / 2) / threads);
        invokeAll(
                new RowTask(piece, first, half, threads / 2),
                new RowTask(piece, first + half, count - half, threads - threads / 2));
    }
}
