package dev.fairlead.retrieval;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Tells a user's first interaction of an item from later ones: a few people who come back again and again are not many people. */
final class FirstInteractions {
    /** Items of a user that are remembered; one that was pushed out counts as new again. */
    private static final int REMEMBERED = 200;

    private static final int[] NONE = {};

    private int[][] histories = {}; // by user, latest first; -1 where there is none
    private int near;

    /** The first {@code count} users will soon be asked for: reads something of the history of each, of all at once. */
    void expect(int[] users, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int user = users[i];
            sum += user < 0 || user >= histories.length || histories[user].length == 0 ? 0 : histories[user][0];
        }
        near = sum;
    }

    /** Whether the item is not among the last ones of the user; from now on it is. */
    boolean isFirst(int user, int item) {
        int[] history = history(user);
        int at = 0;
        while (at < history.length && history[at] != item && history[at] != -1) {
            at++;
        }
        boolean first = at == history.length || history[at] == -1;
        if (at == history.length) {
            if (at < REMEMBERED) {
                history = Arrays.copyOf(history, Math.clamp(2L * at, 4, REMEMBERED));
                Arrays.fill(history, at, history.length, -1);
                histories[user] = history;
            } else {
                at--;
            }
        }
        System.arraycopy(history, 0, history, 1, at);
        history[0] = item;
        return first;
    }

    /** The user's items, for {@link #remember}. */
    int[] of(int user) {
        return user < histories.length ? histories[user] : NONE;
    }

    /** From now on these are the user's items, all that are. */
    void remember(int user, int[] items) {
        history(user);
        histories[user] = items.length == 0 ? NONE : items;
    }

    private int[] history(int user) {
        if (user >= histories.length) {
            int known = histories.length;
            histories = Arrays.copyOf(histories, Math.max(user + 1, known + (known >> 1)));
            Arrays.fill(histories, known, histories.length, NONE);
        }
        return histories[user];
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(histories.length);
        for (int[] history : histories) {
            out.writeShort(history.length);
            for (int item : history) {
                out.writeInt(item);
            }
        }
    }

    void load(DataInput in) throws IOException {
        histories = new int[in.readInt()][];
        for (int user = 0; user < histories.length; user++) {
            histories[user] = new int[in.readShort()];
            for (int i = 0; i < histories[user].length; i++) {
                histories[user][i] = in.readInt();
            }
        }
    }
}
