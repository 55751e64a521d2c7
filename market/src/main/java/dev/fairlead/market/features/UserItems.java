package dev.fairlead.market.features;

import static dev.fairlead.market.features.ItemMarks.BOUGHT;
import static dev.fairlead.market.features.ItemMarks.HIDDEN;
import static dev.fairlead.market.features.ItemMarks.STRIDE;

import dev.fairlead.log.Saved;
import dev.fairlead.state.EntityPart;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@link ItemMarks} of every user, by dense id. Of one item the latest mark counts, by time: who puts a disliked item into the cart, buys it or likes it
 * afterwards has changed their mind. Only an explicit liking takes back what was hidden.
 */
final class UserItems implements EntityPart, Saved {
    private static final int[] NONE = {};

    private int[][] cells = {}; // by user, with room at the end
    private int[] lengths = {};

    ItemMarks marks(int user) {
        return user < cells.length && lengths[user] > 0 ? new ItemMarks(cells[user], lengths[user]) : ItemMarks.NONE;
    }

    /** The user bought the item. */
    void buy(int user, int item, int seconds) {
        set(user, item, seconds, BOUGHT);
        lift(user, item, seconds, HIDDEN - 1);
    }

    /** The user wants the item after all, without having said so: a mark that lowers it goes, one that hides it stays. */
    void want(int user, int item, int seconds) {
        lift(user, item, seconds, HIDDEN - 1);
    }

    /** The user likes the item, and said so: what was held against it goes. */
    void like(int user, int item, int seconds) {
        lift(user, item, seconds, HIDDEN);
    }

    /** The user dislikes the item. @param weight above 0 to 1, where 1 hides it */
    void dislike(int user, int item, int seconds, double weight) {
        set(user, item, seconds, Math.clamp(Math.round(weight * HIDDEN), 1, HIDDEN));
    }

    private void room(int user) {
        if (user >= cells.length) {
            int known = cells.length;
            cells = Arrays.copyOf(cells, Math.max(user + 1, known + (known >> 1)));
            Arrays.fill(cells, known, cells.length, NONE);
            lengths = Arrays.copyOf(lengths, cells.length);
        }
    }

    /** A purchase and a dislike of one item stand beside each other. What hides stays beside what lowers; else the later mark stays. */
    private void set(int user, int item, int seconds, int mark) {
        room(user);
        int at = find(user, item, mark == BOUGHT);
        if (at < 0) {
            at = place(user, mark == BOUGHT, seconds);
            if (at < 0) {
                return;
            }
            cells[user][at] = item;
        } else if (stays(cells[user][at + 1], cells[user][at + 2], seconds, mark)) {
            return;
        }
        cells[user][at + 1] = seconds;
        cells[user][at + 2] = mark;
    }

    /** Whether a mark that is known stays when another comes. */
    private static boolean stays(int knownAt, int known, int at, int mark) {
        boolean hides = mark == HIDDEN;
        boolean hidden = known == HIDDEN;
        return hides == hidden ? at < knownAt : hidden;
    }

    private int find(int user, int item, boolean bought) {
        for (int at = 0; at < lengths[user]; at += STRIDE) {
            if (cells[user][at] == item && (cells[user][at + 2] == BOUGHT) == bought) {
                return at;
            }
        }
        return -1;
    }

    /** A place for one more mark, that of the oldest of its sort when there are too many; negative when this one is the oldest. */
    private int place(int user, boolean bought, int seconds) {
        int oldest = -1;
        int count = 0;
        for (int at = 0; at < lengths[user]; at += STRIDE) {
            if ((cells[user][at + 2] == BOUGHT) == bought) {
                count++;
                oldest = oldest < 0 || cells[user][at + 1] < cells[user][oldest + 1] ? at : oldest;
            }
        }
        if (count >= ItemMarks.MOST) {
            return cells[user][oldest + 1] > seconds ? -1 : oldest;
        }
        int end = lengths[user];
        if (end == cells[user].length) {
            cells[user] = Arrays.copyOf(cells[user], end + Math.max(STRIDE, end / STRIDE / 2 * STRIDE));
        }
        lengths[user] = end + STRIDE;
        return end;
    }

    /** Takes back a mark up to a strength that was not set after this. */
    private void lift(int user, int item, int seconds, int strongest) {
        if (user >= cells.length) {
            return;
        }
        int at = find(user, item, false);
        if (at >= 0 && cells[user][at + 1] <= seconds && cells[user][at + 2] <= strongest) {
            lengths[user] -= STRIDE;
            System.arraycopy(cells[user], lengths[user], cells[user], at, STRIDE);
        }
    }

    @Override
    public byte[] bytes(int user) {
        if (user >= cells.length || lengths[user] == 0) {
            return new byte[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * lengths[user]);
        bytes.asIntBuffer().put(cells[user], 0, lengths[user]);
        return bytes.array();
    }

    @Override
    public void put(int user, byte[] bytes) {
        room(user);
        cells[user] = new int[bytes.length / Integer.BYTES];
        lengths[user] = cells[user].length;
        ByteBuffer.wrap(bytes).asIntBuffer().get(cells[user]);
    }

    @Override
    public void remove(int user) {
        if (user < cells.length) {
            cells[user] = NONE;
            lengths[user] = 0;
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(cells.length);
        for (int user = 0; user < cells.length; user++) {
            out.writeInt(lengths[user]);
            for (int at = 0; at < lengths[user]; at++) {
                out.writeInt(cells[user][at]);
            }
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        int users = in.readInt();
        cells = new int[users][];
        lengths = new int[users];
        for (int user = 0; user < users; user++) {
            lengths[user] = in.readInt();
            cells[user] = lengths[user] == 0 ? NONE : new int[lengths[user]];
            for (int at = 0; at < lengths[user]; at++) {
                cells[user][at] = in.readInt();
            }
        }
    }
}
