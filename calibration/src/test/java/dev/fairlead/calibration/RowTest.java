package dev.fairlead.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RowTest {
    private static String verdict(Measure measure, Promise promise, long happened) {
        double nominal = measure == Measure.TYPE_1 ? 0.05 : 0.95;
        return new Row("case", measure, nominal, promise, happened, 10_000)
                .verdict()
                .toString();
    }

    /** At 10,000 runs the limits reach 0.0072 to either side. */
    @Test
    void exactMethodsAreHeldToBothLimits() {
        var exact = new Promise.Exact();
        String failed = "FAILED: off the nominal rate of 0.05";
        assertEquals("ok", verdict(Measure.TYPE_1, exact, 500));
        assertEquals("ok", verdict(Measure.TYPE_1, exact, 570));
        assertEquals(failed, verdict(Measure.TYPE_1, exact, 580));
        assertEquals(failed, verdict(Measure.TYPE_1, exact, 420));
        assertEquals("ok", verdict(Measure.COVERAGE, exact, 9440));
        assertEquals("FAILED: off the nominal rate of 0.95", verdict(Measure.COVERAGE, exact, 9400));
    }

    @Test
    void safeMethodsMayErrLess() {
        var safe = new Promise.Safe("tables are few");
        assertEquals("conservative: tables are few", verdict(Measure.TYPE_1, safe, 0));
        assertEquals("ok", verdict(Measure.TYPE_1, safe, 500));
        assertEquals("FAILED: off the nominal rate of 0.05", verdict(Measure.TYPE_1, safe, 600));
        assertEquals("conservative: tables are few", verdict(Measure.COVERAGE, safe, 10_000));
        assertEquals("FAILED: off the nominal rate of 0.95", verdict(Measure.COVERAGE, safe, 9300));
    }

    @Test
    void limitationsHaveALimitThemselves() {
        assertEquals(
                "LIMITATION: few clusters", verdict(Measure.TYPE_1, new Promise.Limited(0.1, "few clusters"), 900));
        assertEquals(
                "FAILED: off the nominal rate of 0.05",
                verdict(Measure.TYPE_1, new Promise.Limited(0.1, "few clusters"), 1200));
        assertEquals(
                "LIMITATION: few clusters", verdict(Measure.COVERAGE, new Promise.Limited(0.9, "few clusters"), 9100));
        assertEquals(
                "FAILED: off the nominal rate of 0.95",
                verdict(Measure.COVERAGE, new Promise.Limited(0.9, "few clusters"), 8800));
    }
}
