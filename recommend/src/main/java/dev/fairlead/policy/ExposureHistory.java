package dev.fairlead.policy;

import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the last slates of an arm gave to new sellers, for windows of any length: what it holds does not depend on the numbers of the rules
 * that read it. Safe for many threads.
 */
public final class ExposureHistory implements Saved {
    /** Most slates of a window. */
    public static final int MOST = 1_000_000;

    /** Most slots of one slate: so many that the slots of the longest window are counted by an int. */
    public static final int MOST_SLOTS = 2_000;

    /** Most slots carried from one slate to the next, owed or given ahead. */
    private static final double CARRIED = 3;

    /** Slots of all slates up to the one of this number, modulo 2^32; number k is at k modulo the length. */
    private int[] slots = new int[16];

    /** The same of the slots that went to new sellers. */
    private int[] given = new int[16];

    private long slates;
    private double carried;
    private double cost;

    /**
     * Counts a slate.
     *
     * @param slots of the slate, 0 to {@link #MOST_SLOTS}
     * @param given those that went to new sellers
     * @param owed slots that new sellers should have had by the share under which the slate was made, at least 0
     * @param cost see {@link Slate#exposureCost}
     * @throws IllegalArgumentException if no slate is like that; then nothing is counted
     */
    public synchronized void record(int slots, int given, double owed, double cost) {
        boolean counts = slots >= 0 && slots <= MOST_SLOTS && given >= 0 && given <= slots;
        if (!counts || !(owed >= 0 && owed <= slots) || !Double.isFinite(cost)) {
            throw new IllegalArgumentException("no slate has " + slots + " slots of which " + given + " are given and "
                    + owed + " owed to new sellers, at a cost of " + cost);
        }
        count(slots, given);
        carried = Math.clamp(carried + owed - given, -CARRIED, CARRIED);
        this.cost += cost;
    }

    private void count(int more, int moreGiven) {
        int length = slots.length;
        if (slates + 1 >= length && length <= MOST) {
            length = Math.min(2 * length, MOST + 1);
            slots = Arrays.copyOf(slots, length);
            given = Arrays.copyOf(given, length);
        }
        int last = (int) (slates % length);
        slates++;
        int next = (int) (slates % length);
        slots[next] = slots[last] + more;
        given[next] = given[last] + moreGiven;
    }

    /** Sum of the last slates, {@code of} being one of the two rows of sums. */
    private int sum(int[] of, int last) {
        return of[(int) (slates % of.length)] - of[(int) ((slates - last) % of.length)];
    }

    private int atMost(int last) {
        return (int) Math.min(slates, last);
    }

    /**
     * What the next slate's rules read.
     *
     * @param share of the slots for new sellers, 0 to 1
     * @param length in slates, the next one included, 1 to {@link #MOST}
     */
    public synchronized ExposureWindow window(double share, int length) {
        int before = atMost(length - 1);
        return new ExposureWindow(share, sum(slots, before), sum(given, before), carried);
    }

    /** Share of the last {@code length} slates' slots that went to new sellers; NaN before the first slate. @param length 1 to {@link #MOST} */
    public synchronized double share(int length) {
        int last = atMost(length);
        return sum(slots, last) == 0 ? Double.NaN : (double) sum(given, last) / sum(slots, last);
    }

    /** Value that the rule has cost since the first slate: the sum of {@link Slate#exposureCost}. */
    public synchronized double cost() {
        return cost;
    }

    @Override
    public synchronized void save(DataOutput out) throws IOException {
        out.writeDouble(cost);
        out.writeDouble(carried);
        int kept = atMost(MOST);
        out.writeInt(kept);
        for (int last = kept; last > 0; last--) {
            out.writeInt(sum(slots, last) - sum(slots, last - 1));
            out.writeInt(sum(given, last) - sum(given, last - 1));
        }
    }

    @Override
    public synchronized void load(DataInput in) throws IOException {
        cost = in.readDouble();
        carried = in.readDouble();
        for (int left = in.readInt(); left > 0; left--) {
            count(in.readInt(), in.readInt());
        }
    }
}
