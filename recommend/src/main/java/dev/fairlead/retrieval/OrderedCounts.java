package dev.fairlead.retrieval;

import dev.fairlead.state.Ids;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Items by count, the largest first, of equal ones by name. They lie in blocks of at most {@value #BLOCK}, so that one that comes, goes
 * or moves shifts the others of a block or two, however many there are.
 */
final class OrderedCounts {
    private static final int BLOCK = 256;

    private final Ids names;
    private int[][] items = {new int[16]};
    private double[][] counts = {new double[16]};
    private int[] sizes = {0}; // none is 0 but that of the only one
    private int blocks = 1;
    private int size;

    OrderedCounts(Ids names) {
        this.names = names;
    }

    int size() {
        return size;
    }

    /** Adds an item that is not there. */
    void add(int item, double count) {
        int block = block(item, count);
        if (sizes[block] == BLOCK) {
            split(block);
            block = block(item, count);
        } else if (sizes[block] == items[block].length) {
            items[block] = Arrays.copyOf(items[block], 2 * sizes[block]);
            counts[block] = Arrays.copyOf(counts[block], 2 * sizes[block]);
        }
        int at = place(block, item, count);
        shift(block, at, at + 1);
        items[block][at] = item;
        counts[block][at] = count;
        size++;
    }

    /** @return whether the item was there with this count */
    boolean remove(int item, double count) {
        int block = block(item, count);
        int at = place(block, item, count);
        if (at == sizes[block] || items[block][at] != item || counts[block][at] != count) {
            return false;
        }
        removeAt(block, at);
        return true;
    }

    void removeLast() {
        removeAt(blocks - 1, sizes[blocks - 1] - 1);
    }

    /** Whether the item would come before the last one. */
    boolean beforeLast(int item, double count) {
        int last = blocks - 1;
        return place(last, item, count) < sizes[last] || block(item, count) < last;
    }

    private void removeAt(int block, int at) {
        shift(block, at + 1, at);
        size--;
        if (sizes[block] == 0 && blocks > 1) {
            move(block + 1, block);
        }
    }

    /** Moves what begins at a place of a block to another. */
    private void shift(int block, int from, int to) {
        int moved = sizes[block] - from;
        System.arraycopy(items[block], from, items[block], to, moved);
        System.arraycopy(counts[block], from, counts[block], to, moved);
        sizes[block] += to - from;
    }

    /** Moves the blocks from one on to another place. */
    private void move(int from, int to) {
        int end = blocks + to - from;
        if (end > sizes.length) {
            items = Arrays.copyOf(items, 2 * end);
            counts = Arrays.copyOf(counts, 2 * end);
            sizes = Arrays.copyOf(sizes, 2 * end);
        }
        System.arraycopy(items, from, items, to, blocks - from);
        System.arraycopy(counts, from, counts, to, blocks - from);
        System.arraycopy(sizes, from, sizes, to, blocks - from);
        blocks = end;
    }

    private void split(int block) {
        move(block, block + 1);
        int half = BLOCK / 2;
        items[block] = Arrays.copyOf(items[block + 1], BLOCK);
        counts[block] = Arrays.copyOf(counts[block + 1], BLOCK);
        sizes[block] = half;
        shift(block + 1, half, 0);
    }

    /** The first block whose last item does not come before this one; the last block if all do. */
    private int block(int item, double count) {
        int low = 0;
        int high = blocks - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int last = sizes[middle] - 1;
            if (order(items[middle][last], counts[middle][last], item, count) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many items of the block come before this one. */
    private int place(int block, int item, double count) {
        int low = 0;
        int high = sizes[block];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order(items[block][middle], counts[block][middle], item, count) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Below 0 when one comes before the other. */
    int order(int one, double count, int other, double otherCount) {
        int byCount = Double.compare(otherCount, count);
        return byCount != 0 || one == other ? byCount : names.text(one).compareTo(names.text(other));
    }

    /** The first {@code k} allowed items, in their order. */
    int[] first(int k, IntPredicate allowed) {
        int[] found = new int[Math.min(k, size)];
        int end = 0;
        for (int block = 0; block < blocks && end < found.length; block++) {
            for (int i = 0; i < sizes[block] && end < found.length; i++) {
                if (allowed.test(items[block][i])) {
                    found[end++] = items[block][i];
                }
            }
        }
        return end == found.length ? found : Arrays.copyOf(found, end);
    }
}
