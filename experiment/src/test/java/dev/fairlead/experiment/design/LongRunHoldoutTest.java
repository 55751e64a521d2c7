package dev.fairlead.experiment.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Refused;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongRunHoldoutTest {
    /** By hand: two units on each side in two months; one of the others comes in the second, one is absent from it. */
    @Test
    void unitsCountFromTheirFirstRowOn() {
        var fold = new LongRunHoldout<String>();
        fold.accept("h1", true, "2026-01", 1);
        fold.accept("h2", true, "2026-01", 3);
        fold.accept("o1", false, "2026-02", 8);
        fold.accept("o1", false, "2026-01", 2);
        fold.accept("o1", false, "2026-01", 2);
        fold.accept("o2", false, "2026-01", 6);
        fold.accept("o3", false, "2026-02", 1);
        fold.accept("h1", true, "2026-02", 2);
        List<LongRunHoldout.Found<String>> found = fold.found();
        assertEquals(
                List.of("2026-01", "2026-02"),
                found.stream().map(LongRunHoldout.Found::period).toList());
        assertEquals(5 - 2, found.get(0).within().difference().value(), 1e-12);
        assertEquals(9 / 3.0 - 1, found.get(1).within().difference().value(), 1e-12);
        assertEquals(
                (12 + 6 + 1) / 3.0 - (3 + 3) / 2.0,
                found.get(1).until().difference().value(),
                1e-12);
        assertEquals(2, found.get(1).heldOut());
        assertEquals(3, found.get(1).others());
    }

    @Test
    void effectsAddUp() {
        var random = new Random(1);
        var fold = new LongRunHoldout<Integer>();
        for (int unit = 0; unit < 4000; unit++) {
            boolean held = unit % 10 == 0;
            for (int month = 1; month <= 6; month++) {
                fold.accept("u" + unit, held, month, 5 + (held ? 0 : 0.2) + random.nextGaussian());
            }
        }
        var last = fold.found().getLast();
        assertEquals(0.2 * 6, last.until().difference().value(), 0.5);
        assertTrue(last.until().difference().p(0) < 1e-4, last::toString);
    }

    @Test
    void whoMovesIsRefused() {
        var fold = new LongRunHoldout<Integer>();
        fold.accept("a", true, 1, 1);
        Refused.saying("must stay", () -> fold.accept("a", false, 1, 1));
        Refused.saying("at least 2 units", fold::found);
    }
}
