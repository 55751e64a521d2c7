package dev.fairlead.market.features;

import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.askIn;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.hours;
import static dev.fairlead.market.features.Happenings.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.market.events.Context;
import dev.fairlead.state.Hashing;
import org.junit.jupiter.api.Test;

class ContextColumnsTest {
    private static final Context KOLKATA = new Context("in", "mobile", "Asia/Kolkata", "");

    @Test
    void theLocalHourIsTheContextsElseTheUsersElseUtc() {
        Testing scenario =
                Testing.column(_ -> ContextColumns.localHour()).replay(profile("ann", "Europe/Berlin", "", 0, days(0)));
        scenario.expect(askIn(KOLKATA, "ann", hours(6.25), "x", "y"), 11.75f, 11.75f);
        scenario.expect(ask("ann", hours(6.25), "x"), 7.25f);
        scenario.expect(ask("bob", hours(6.25), "x"), 6.25f);
    }

    @Test
    void theWeekdayIsLocalToo() {
        Testing scenario = Testing.column(_ -> ContextColumns.localWeekday());
        scenario.expect(ask("ann", hours(23), "x"), 1);
        scenario.expect(askIn(KOLKATA, "ann", hours(23), "x"), 2);
    }

    @Test
    void deviceMarketAndCohortAreStableCodes() {
        Testing scenario = Testing.features(b -> b.add("device", ContextColumns.device())
                        .add("market", ContextColumns.market())
                        .add("cohort", ContextColumns.cohort()))
                .replay(profile("ann", "", "2026-03", 0, days(0)), profile("ann", "", "older", 0, days(-1)));
        scenario.expect(
                askIn(KOLKATA, "ann", days(1), "x"),
                Hashing.code("mobile", 1000),
                Hashing.code("in", 1000),
                Hashing.code("2026-03", 1000));
        scenario.expect(ask("bob", days(1), "x"), 0, 0, 0);
        assertTrue(scenario.empty().features().stream().allMatch(f -> f.column().categorical()));
        assertEquals(630, Hashing.code("mobile", 1000), "a change here breaks every stored model");
    }

    @Test
    void aUsersAgeCountsFromTheAccountElseFromTheFirstMeeting() {
        Testing scenario = Testing.column(_ -> ContextColumns.userAgeDays())
                .replay(
                        profile("ann", "", "", days(-10), days(0)),
                        click("ann", "hat", days(-20)),
                        click("bob", "hat", days(2)),
                        click("bob", "hat", days(1)));
        scenario.expect(ask("ann", days(5), "x"), 15);
        scenario.expect(ask("bob", days(5), "x"), 4);
        scenario.expect(ask("cid", days(5), "x"), Float.NaN);
    }
}
