package dev.fairlead.market.features;

import dev.fairlead.state.Column;
import java.util.function.ToDoubleFunction;

/** A column that breaks the rule: it reads something that is not the log. For tests of what should notice. */
public final class OutsideColumn {
    private OutsideColumn() {}

    /** What {@code source} says of the candidate's id at the moment of reading. */
    public static Column<MarketRequest> of(ToDoubleFunction<String> source) {
        return Column.perCandidate("outside", (r, i) -> source.applyAsDouble(id(r, r.item(i))));
    }

    private static String id(MarketRequest reading, int item) {
        return item < 0 ? "" : reading.catalogue().items().text(item);
    }
}
