package dev.fairlead.market.features;

import dev.fairlead.state.EntityType;
import dev.fairlead.state.Hashing;
import dev.fairlead.state.Ids;
import dev.fairlead.state.Measure;
import dev.fairlead.state.Update;

/** One thing that happened to one user and at most one item. */
final class MarketUpdate extends Update {
    private final Catalogue catalogue;
    private EventKind kind = EventKind.CLICK;
    int user;
    int item;
    double price;
    double quantity; // of a dwell: its seconds
    int position;
    int code;

    MarketUpdate(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Makes it an update of nothing but a user. */
    void begin(EventKind of, long when, int who, String where) {
        kind = of;
        time = when;
        user = who;
        session = Hashing.of(where);
        item = Ids.UNKNOWN;
        price = Double.NaN;
        quantity = 1;
        position = 0;
        code = 0;
    }

    @Override
    public EventKind kind() {
        return kind;
    }

    @Override
    public int row(EntityType type) {
        return switch ((Entity) type) {
            case USER -> user;
            case PRICE_BAND -> PriceBand.of(price());
            case ALL -> 0;
            case Entity other -> catalogue.row(other, item);
        };
    }

    @Override
    public int code() {
        return EventKind.code(kind, code);
    }

    @Override
    public double amount(Measure measure) {
        return switch ((Amount) measure) {
            case ONE -> 1;
            case PRICE -> price();
            case PRICED -> Double.isNaN(price()) ? Double.NaN : 1;
            case GMV -> kind == EventKind.ADD_TO_CART || kind == EventKind.PURCHASE ? price() * quantity : Double.NaN;
            case SECONDS -> kind == EventKind.DWELL ? quantity : Double.NaN;
            case RECIPROCAL_POSITION -> position > 0 ? 1.0 / position : 1;
            case CODE -> code;
        };
    }

    private double price() {
        return Double.isNaN(price) ? catalogue.price(item) : price;
    }
}
