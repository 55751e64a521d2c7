package dev.fairlead.trees;

/** Takes rows through a scorer, a block at a time: features to bins, bins to sums, sums to the caller's array. */
final class Runner {
    private final Bins bins;
    private final BinSearch search;
    private final Scorer scorer;
    private final int width;
    private final int classes;
    private final ScratchPool<Scratch> pool;

    Runner(Model model, Bins bins, BinSearch search, Scorer scorer) {
        this.bins = bins;
        this.search = search;
        this.scorer = scorer;
        width = model.features();
        classes = model.classes();
        pool = new ScratchPool<>(scorer::scratch);
    }

    /** Writes the raw scores of {@code count} rows, the first at {@code from}, to {@code out} from {@code to} on. */
    void raw(float[] rows, int from, int count, double[] out, int to) {
        Scratch scratch = pool.take();
        for (int done = 0; done < count; done += scorer.block()) {
            int block = Math.min(scorer.block(), count - done);
            load(scratch, rows, from + done * width, block);
            scorer.score(scratch, block);
            store(scratch, block, out, to + done * classes);
        }
        pool.give(scratch);
    }

    /** Writes the raw scores of rows of doubles. */
    void raw(double[] rows, int from, int count, double[] out, int to) {
        Scratch scratch = pool.take();
        for (int done = 0; done < count; done += scorer.block()) {
            int block = Math.min(scorer.block(), count - done);
            load(scratch, rows, from + done * width, block);
            scorer.score(scratch, block);
            store(scratch, block, out, to + done * classes);
        }
        pool.give(scratch);
    }

    /** The raw score of one row, in a model of one class. */
    double raw(float[] rows, int from) {
        Scratch scratch = pool.take();
        load(scratch, rows, from, 1);
        scorer.score(scratch, 1);
        double score = scratch.sums[0];
        pool.give(scratch);
        return score;
    }

    /** The raw score of one row of doubles, in a model of one class. */
    double raw(double[] rows, int from) {
        Scratch scratch = pool.take();
        load(scratch, rows, from, 1);
        scorer.score(scratch, 1);
        double score = scratch.sums[0];
        pool.give(scratch);
        return score;
    }

    private void load(Scratch scratch, float[] rows, int from, int count) {
        bins.find(search, rows, from, count, scratch, scorer.rowStep(), scorer.columnStep());
        for (int i = 0; i < count * width && i < scratch.cells.length; i++) {
            scratch.cells[i] = rows[from + i];
        }
    }

    private void load(Scratch scratch, double[] rows, int from, int count) {
        bins.find(search, rows, from, count, scratch, scorer.rowStep(), scorer.columnStep());
        if (scratch.cells.length > 0) {
            System.arraycopy(rows, from, scratch.cells, 0, count * width);
        }
    }

    private void store(Scratch scratch, int count, double[] out, int to) {
        if (classes == 1) {
            System.arraycopy(scratch.sums, 0, out, to, count);
            return;
        }
        for (int c = 0; c < classes; c++) {
            int from = c * scorer.block();
            for (int row = 0; row < count; row++) {
                out[to + row * classes + c] = scratch.sums[from + row];
            }
        }
    }

    /** Writes the leaf of each row in each tree; for the scorer that walks. */
    void leaves(Walk walk, float[] rows, int count, int[] out) {
        Scratch scratch = pool.take();
        for (int done = 0; done < count; done += walk.block()) {
            int block = Math.min(walk.block(), count - done);
            load(scratch, rows, done * width, block);
            walk.leaves(scratch, block, out, done * walk.trees());
        }
        pool.give(scratch);
    }

    /** Writes the leaf of each row of doubles in each tree. */
    void leaves(Walk walk, double[] rows, int count, int[] out) {
        Scratch scratch = pool.take();
        for (int done = 0; done < count; done += walk.block()) {
            int block = Math.min(walk.block(), count - done);
            load(scratch, rows, done * width, block);
            walk.leaves(scratch, block, out, done * walk.trees());
        }
        pool.give(scratch);
    }
}
