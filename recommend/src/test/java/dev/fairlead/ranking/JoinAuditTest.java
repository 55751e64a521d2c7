package dev.fairlead.ranking;

import static dev.fairlead.ranking.Shop.DAY;
import static dev.fairlead.ranking.Shop.MINUTE;
import static dev.fairlead.ranking.Shop.START;
import static dev.fairlead.ranking.Shop.cart;
import static dev.fairlead.ranking.Shop.click;
import static dev.fairlead.ranking.Shop.impression;
import static dev.fairlead.ranking.Shop.log;
import static dev.fairlead.ranking.Shop.purchase;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JoinAuditTest {
    private static List<JoinAudit.Row> audit(Event... events) {
        return Shop.join(log(events), LabelWindows.DEFAULT).audit().rows();
    }

    @Test
    void outcomesAreCountedByTypeDayDeviceAndMarket() {
        List<JoinAudit.Row> rows = audit(
                impression("r", START, "a"),
                click("r", "a", START + MINUTE),
                click("r", "a", START + DAY),
                purchase("r", "a", 1, 1, START + 3 * DAY));
        assertEquals(
                List.of(
                        new JoinAudit.Row("click", "all", 2, 2),
                        new JoinAudit.Row("click", "day=2026-03-02", 1, 1),
                        new JoinAudit.Row("click", "day=2026-03-03", 1, 1),
                        new JoinAudit.Row("click", "device=mobile", 2, 2),
                        new JoinAudit.Row("click", "market=de", 2, 2),
                        new JoinAudit.Row("purchase", "all", 1, 1),
                        new JoinAudit.Row("purchase", "day=2026-03-05", 1, 1),
                        new JoinAudit.Row("purchase", "device=mobile", 1, 1),
                        new JoinAudit.Row("purchase", "market=de", 1, 1)),
                rows);
    }

    @Test
    void anOutcomeFindsNoImpressionWhenTheRequestOrTheItemIsUnknown() {
        List<JoinAudit.Row> rows = audit(
                impression("r", START, "a"),
                cart("r", "a", START + MINUTE),
                cart("r", "b", START + MINUTE),
                cart("another", "a", START + MINUTE),
                cart("", "a", START + MINUTE));
        assertEquals(new JoinAudit.Row("add_to_cart", "all", 1, 4), rows.getFirst());
        assertEquals(0.25, rows.getFirst().share());
    }

    /** Such outcomes used to be counted under no device, so that each known device had a share of 1. */
    @Test
    void anOutcomeWithoutImpressionCountsForTheDeviceOfItsSession() {
        List<JoinAudit.Row> rows = audit(
                impression("r", START, "a"),
                click("r", "a", START + MINUTE),
                click("lost", "a", START + MINUTE),
                click("lost", "a", "a session without impressions", START + MINUTE));
        assertEquals(
                List.of(
                        new JoinAudit.Row("click", "all", 1, 3),
                        new JoinAudit.Row("click", "day=2026-03-02", 1, 3),
                        new JoinAudit.Row("click", "device=", 0, 1),
                        new JoinAudit.Row("click", "device=mobile", 1, 2),
                        new JoinAudit.Row("click", "market=", 0, 1),
                        new JoinAudit.Row("click", "market=de", 1, 2)),
                rows);
    }
}
