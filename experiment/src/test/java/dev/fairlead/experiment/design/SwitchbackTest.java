package dev.fairlead.experiment.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SwitchbackTest {
    private static final int PERIOD = 60;

    private record Row(String region, long time, boolean treated, double value) {}

    /** Rows every minute; treatment adds 1, of which a tenth remains after each minute of carryover. */
    private static List<Row> world(Random random, int regions, int periods, boolean together, double noise) {
        var rows = new ArrayList<Row>();
        var arms = new boolean[periods];
        for (int region = 0; region < regions; region++) {
            for (int p = 0; p < periods; p++) {
                arms[p] = together && region > 0 ? arms[p] : random.nextBoolean();
            }
            double shown = 0;
            for (int minute = 0; minute < periods * PERIOD; minute++) {
                boolean treated = arms[minute / PERIOD];
                shown += 0.1 * ((treated ? 1 : 0) - shown);
                rows.add(new Row("r" + region, minute, treated, 10 * region + shown + noise * random.nextGaussian()));
            }
        }
        Collections.shuffle(rows, new Random(3));
        return rows;
    }

    private static Switchback.Found read(List<Row> rows, int burnIn, int washover) {
        var fold = new Switchback(PERIOD, burnIn, washover);
        rows.forEach(row -> fold.accept(row.region, row.time, row.treated, row.value));
        return fold.found(new Random(1), 999);
    }

    @Test
    void burnInTakesTheCarryoverAway() {
        List<Row> rows = world(new Random(1), 3, 60, false, 0.5);
        Switchback.Found all = read(rows, 0, 0);
        Switchback.Found late = read(rows, 40, 0);
        assertTrue(all.difference().value() < 0.95, all::toString);
        assertEquals(1, late.difference().value(), 0.04);
        assertTrue(late.difference().p(0) < 1e-6 && late.permutation().p() <= 0.001, late::toString);
        assertEquals("region × period", late.unit());
        assertEquals(180, late.controlUnits() + late.treatmentUnits());
        assertEquals(rows.size(), late.rows() + late.leftOut());
    }

    /** By hand: periods c t t c of 4 rows, burn-in and washover of 1. */
    @Test
    void rowsAtSwitchesAreLeftOut() {
        boolean[] arms = {false, true, true, false};
        var fold = new Switchback(4, 1, 1);
        for (int minute = 0; minute < 16; minute++) {
            fold.accept("r", minute, arms[minute / 4], minute);
        }
        Switchback.Found found = fold.found(new Random(1), 99);
        // Control: 1, 2 and 13, 14, 15. Treatment: 5, 6, 7 and 8, 9, 10.
        assertEquals((1.5 + 14) / 2, found.control());
        assertEquals((6 + 9) / 2.0 - (1.5 + 14) / 2, found.difference().value(), 1e-12);
        assertEquals(11, found.rows());
        assertEquals(5, found.leftOut());
        assertEquals("region × period", found.unit());
        assertTrue(found.permutation().exact());
        assertEquals(6, found.permutation().permutations());
    }

    @Test
    void regionsThatChangeTogetherAreOneUnit() {
        Switchback.Found found = read(world(new Random(2), 4, 30, true, 1), 20, 5);
        assertEquals("period", found.unit());
        assertEquals(30, found.controlUnits() + found.treatmentUnits());
        assertTrue(found.difference().df() < 30, found::toString);
        assertEquals(1, found.difference().value(), 0.1);
    }

    @Test
    void whatIsNoSwitchbackIsRefused() {
        var fold = new Switchback(60, 10, 0);
        fold.accept("r", 5, true, 1);
        Refused.saying("one arm in a period", () -> fold.accept("r", 6, false, 1));
        Refused.saying("at least 2 periods", () -> fold.found(new Random(1), 99));
        Refused.saying("leave some of a period", () -> new Switchback(60, 50, 10));
    }
}
