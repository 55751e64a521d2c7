package dev.fairlead.market.features;

import dev.fairlead.market.events.Context;
import dev.fairlead.state.Column;
import dev.fairlead.state.Hashing;
import java.util.function.Function;

/** Features of the moment and the place of a request, and of the user's account. */
public final class ContextColumns {
    private static final int CODES = 1_000;
    private static final int DAY = 86_400;

    private ContextColumns() {}

    /** Local hour with its fraction, 0 to 24: in the context's time zone, else the user's, else UTC. */
    public static Column<MarketRequest> localHour() {
        return Column.perRequest("localHour", r -> {
            long minutes = Math.floorMod(r.localSeconds(), DAY) / 60;
            return minutes / 60 + minutes % 60 / 60.0;
        });
    }

    /** Local day of the week as a category: 1 for Monday to 7 for Sunday. */
    public static Column<MarketRequest> localWeekday() {
        return Column.<MarketRequest>perRequest(
                        "localWeekday",
                        r -> 1 + Math.floorMod(Math.floorDiv(r.localSeconds(), DAY) + 3, 7)) // 1970 began on a Thursday
                .asCategory();
    }

    /** A stable code of the device. */
    public static Column<MarketRequest> device() {
        return code("device", Context::device);
    }

    /** A stable code of the market. */
    public static Column<MarketRequest> market() {
        return code("market", context -> Markets.name(context.market()));
    }

    /** A stable code of the user's cohort. */
    public static Column<MarketRequest> cohort() {
        return Column.<MarketRequest>perRequest("cohort", r -> r.users().cohort(r.user()))
                .asCategory();
    }

    /** Days since the user's account was made, or since the user was first met; NaN for an unknown user. */
    public static Column<MarketRequest> userAgeDays() {
        return Column.perRequest("userAgeDays", r -> r.users().ageSeconds(r.user(), r.at()) / 86_400);
    }

    private static Column<MarketRequest> code(String name, Function<Context, String> text) {
        return Column.<MarketRequest>perRequest(name, r -> Hashing.code(text.apply(r.context()), CODES))
                .asCategory();
    }
}
