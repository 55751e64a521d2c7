package dev.fairlead.market.features;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one user hid, bought or disliked: exact, not a list of the latest. Of each item and sort of mark there is one, of when it was set last. A mark that
 * hides or lowers has a weight: how much lower the item stands with this user, from above 0 to 1, where 1 hides it.
 *
 * <p>As cells, in no order: an item's dense id, seconds (see {@link dev.fairlead.state.Seconds}), and 0 for a purchase or the weight in thousandths.
 */
public final class ItemMarks {
    /** Marks of each sort that are kept of one user; of more the oldest go. */
    public static final int MOST = 5_000;

    public static final ItemMarks NONE = new ItemMarks(new int[0], 0);

    static final int STRIDE = 3;
    static final int BOUGHT = 0;
    static final int HIDDEN = 1_000;

    private final int[] cells;
    private final int length;

    ItemMarks(int[] cells, int length) {
        this.cells = cells;
        this.length = length;
    }

    static ItemMarks of(byte[] bytes) {
        int[] cells = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(cells);
        return new ItemMarks(cells, cells.length);
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** Takes an item that is disliked, when that was said last, in seconds, and the weight. */
    public interface Dislike {
        void accept(int item, int seconds, double weight);
    }

    /** Items that the user hid: they are never shown to this user again. */
    public int[] hidden() {
        return items((seconds, mark) -> mark >= HIDDEN);
    }

    /** Items that the user bought after a time. @param since in seconds, as of {@link dev.fairlead.state.Seconds} */
    public int[] boughtAfter(int since) {
        return items((seconds, mark) -> mark == BOUGHT && seconds > since);
    }

    /** Gives each item that the user disliked without hiding it, with the weight, above 0 and below 1. */
    public void lowered(Dislike each) {
        for (int at = 0; at < length; at += STRIDE) {
            int mark = cells[at + 2];
            if (mark > BOUGHT && mark < HIDDEN) {
                each.accept(cells[at], cells[at + 1], mark / (double) HIDDEN);
            }
        }
    }

    private interface Wanted {
        boolean is(int seconds, int mark);
    }

    private int[] items(Wanted wanted) {
        int[] found = new int[length / STRIDE];
        int count = 0;
        for (int at = 0; at < length; at += STRIDE) {
            if (wanted.is(cells[at + 1], cells[at + 2])) {
                found[count++] = cells[at];
            }
        }
        return Arrays.copyOf(found, count);
    }
}
