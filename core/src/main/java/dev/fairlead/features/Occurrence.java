package dev.fairlead.features;

/**
 * One thing that happened to one user and at most one item, with dense ids. There is one per store, refilled for each
 * occurrence by the single writer, so that applying an event allocates nothing.
 */
final class Occurrence {
    private static final Signal[] SIGNALS = Signal.values();

    final Catalogue catalogue;
    Signal signal = Signal.CLICK;
    int user;
    int item;
    long session;
    long time;
    double price;
    double quantity; // of a dwell: its seconds
    int position;
    int code;

    Occurrence(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The dense id of this occurrence's {@code key}, or {@link Ids#UNKNOWN}. */
    int key(Key key) {
        return switch (key) {
            case USER -> user;
            case PRICE_BAND -> PriceBand.of(price());
            case ALL -> 0;
            default -> catalogue.key(key, item);
        };
    }

    /** A code for the signal and, of an interaction, its kind: never 0. */
    int kind() {
        return signal == Signal.INTERACTION ? 100 + code : 1 + signal.ordinal();
    }

    /** The signal that {@link #kind} is a code of. */
    static Signal signal(int kind) {
        return kind > SIGNALS.length ? Signal.INTERACTION : SIGNALS[kind - 1];
    }

    /** The amount, or NaN when it is not known. */
    double amount(Amount amount) {
        return switch (amount) {
            case ONE -> 1;
            case PRICE -> price();
            case GMV -> signal == Signal.ADD_TO_CART || signal == Signal.PURCHASE ? price() * quantity : Double.NaN;
            case SECONDS -> signal == Signal.DWELL ? quantity : Double.NaN;
            case RECIPROCAL_POSITION -> position > 0 ? 1.0 / position : 1;
            case CODE -> code;
        };
    }

    private double price() {
        return Double.isNaN(price) ? catalogue.price(item) : price;
    }
}
