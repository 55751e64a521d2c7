package dev.fairlead.policy;

/**
 * How many slots of the last slates went to new sellers, and how many of the next must: {@link ExposureHistory#window}.
 *
 * <p>Two things are asked of each slate: that the window which ends with it holds the share, and that new sellers get their share
 * slate by slate, with what is owed or given ahead carried over. The second alone would not make up for a time without new sellers; the
 * first alone would be caught out when slates that made up for one leave the window.
 *
 * @param share of the slots, 0 to 1
 * @param slots of the window's slates without the next one
 * @param given those of them that went to new sellers
 * @param carried slots that are owed to new sellers; negative when they were given ahead
 */
public record ExposureWindow(double share, int slots, int given, double carried) {
    /**
     * How many slots of a slate of {@code n} must go to new sellers. The window is kept a little above its share, since a slot may yet
     * be given away to exploration: by three slots and one in two thousand.
     */
    int needed(int n) {
        if (share == 0) {
            return 0;
        }
        long slotsWith = (long) slots + n;
        double margin = 3 + slotsWith / 2_000.0;
        double wanted = share * slotsWith + Math.min(margin, share * slotsWith) - given;
        return Math.clamp((long) Math.max(Math.ceil(wanted), Math.floor(carried + share * n)), 0, n);
    }

    /** How many slots of a slate of {@code n} may go to new sellers so that they have at most {@code ceiling} of the window. */
    int allowed(int n, double ceiling) {
        if (ceiling >= 1) {
            return n;
        }
        double room = ceiling * ((long) slots + n) - given;
        return Math.max(needed(n), Math.clamp((long) Math.floor(room), 0, n));
    }
}
