package dev.fairlead.features;

import dev.fairlead.events.Context;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Function;

/** Features of the moment and the place of a request, and of the user's account. */
public final class ContextColumns {
    private static final int CODES = 1_000;

    private ContextColumns() {}

    /** Local hour with its fraction, 0 to 24: in the context's time zone, else the user's, else UTC. */
    public static Column localHour() {
        return Column.perRequest("localHour", r -> {
            ZonedDateTime local = local(r);
            return local.getHour() + local.getMinute() / 60.0;
        });
    }

    /** Local day of the week as a category: 1 for Monday to 7 for Sunday. */
    public static Column localWeekday() {
        return Column.perRequest("localWeekday", r -> local(r).getDayOfWeek().getValue())
                .asCategory();
    }

    /** A stable code of the device. */
    public static Column device() {
        return code("device", Context::device);
    }

    /** A stable code of the market. */
    public static Column market() {
        return code("market", Context::market);
    }

    /** A stable code of the user's cohort. */
    public static Column cohort() {
        return Column.perRequest("cohort", r -> r.users().cohort(r.user())).asCategory();
    }

    /** Days since the user's account was made, or since the user was first met; NaN for an unknown user. */
    public static Column userAgeDays() {
        return Column.perRequest("userAgeDays", r -> r.users().ageSeconds(r.user(), r.at()) / 86_400);
    }

    private static Column code(String name, Function<Context, String> text) {
        return Column.perRequest(name, r -> Hashing.code(text.apply(r.context()), CODES))
                .asCategory();
    }

    private static ZonedDateTime local(Reading r) {
        String zone = r.context().timeZone();
        if (zone.isEmpty()) {
            zone = r.users().zone(r.user());
        }
        return Instant.ofEpochMilli(r.at()).atZone(ZoneId.of(zone.isEmpty() ? "UTC" : zone));
    }
}
