package dev.fairlead.policy;

import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many slots of the last slates went to new sellers, and how many of the next must. Safe for many threads.
 *
 * <p>Two things are asked of each slate: that the window which ends with it holds the share, and that new sellers get their share
 * slate by slate, with what is owed or given ahead carried over. The second alone would not make up for a time without new sellers; the
 * first alone would be caught out when slates that made up for one leave the window.
 */
public final class ExposureWindow implements Saved {
    /** Most slots carried from one slate to the next, owed or given ahead. */
    private static final double CARRIED = 3;

    private final double share;
    private final int[] slots;
    private final int[] given;
    private int next;
    private long slotSum;
    private long givenSum;
    private double carried;
    private double cost;

    /**
     * @param share of the slots, 0 to 1
     * @param slates how many of the last slates are remembered, at least 1
     */
    public ExposureWindow(double share, int slates) {
        this.share = share;
        slots = new int[slates];
        given = new int[slates];
    }

    /** Remembers a slate and forgets the oldest. @param cost see {@link Slate#exposureCost} */
    public synchronized void record(int slots, int given, double cost) {
        slotSum += slots - this.slots[next];
        givenSum += given - this.given[next];
        this.slots[next] = slots;
        this.given[next] = given;
        next = (next + 1) % this.slots.length;
        carried = Math.clamp(carried + share * slots - given, -CARRIED, CARRIED);
        this.cost += cost;
    }

    /**
     * How many slots of a slate of {@code n} must go to new sellers. The window is kept a little above its share, since a slot may yet
     * be given away to exploration: by three slots and one in two thousand.
     */
    synchronized int needed(int n) {
        if (share == 0) {
            return 0;
        }
        long slotsWith = slotSum - slots[next] + n;
        long givenWithout = givenSum - given[next];
        double margin = 3 + slotsWith / 2_000.0;
        double wanted = share * slotsWith + Math.min(margin, share * slotsWith) - givenWithout;
        return Math.clamp((long) Math.max(Math.ceil(wanted), Math.floor(carried + share * n)), 0, n);
    }

    /** How many slots of a slate of {@code n} may go to new sellers so that they have at most {@code ceiling} of the window. */
    synchronized int allowed(int n, double ceiling) {
        if (ceiling >= 1) {
            return n;
        }
        double room = ceiling * (slotSum - slots[next] + n) - (givenSum - given[next]);
        return Math.max(needed(n), Math.clamp((long) Math.floor(room), 0, n));
    }

    /** Share of the window's slots that went to new sellers; NaN before the first slate. */
    public synchronized double share() {
        return slotSum == 0 ? Double.NaN : (double) givenSum / slotSum;
    }

    /** Value that the rule has cost since the start: the sum of {@link Slate#exposureCost}. */
    public synchronized double cost() {
        return cost;
    }

    @Override
    public synchronized void save(DataOutput out) throws IOException {
        out.writeInt(slots.length);
        out.writeDouble(cost);
        out.writeDouble(carried);
        for (int i = 0; i < slots.length; i++) {
            int at = (next + i) % slots.length;
            out.writeInt(slots[at]);
            out.writeInt(given[at]);
        }
    }

    /** A window of another length keeps the newest slates that fit. */
    @Override
    public synchronized void load(DataInput in) throws IOException {
        int length = in.readInt();
        double savedCost = in.readDouble();
        double savedCarried = in.readDouble();
        for (int i = 0; i < length; i++) {
            record(in.readInt(), in.readInt(), 0);
        }
        cost = savedCost;
        carried = savedCarried;
    }
}
