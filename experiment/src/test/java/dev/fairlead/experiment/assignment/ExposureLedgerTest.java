package dev.fairlead.experiment.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExposureLedgerTest {
    private static final List<String> ARMS = List.of("control", "treatment", "other");
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private static Exposure exposure(String unit, String arm, long second) {
        return new Exposure(unit, "exp", arm, "plan", Optional.of("model"), 0.5, START.plusSeconds(second));
    }

    private static ExposureLedger ledger() {
        return new ExposureLedger("exp", "plan", ARMS);
    }

    private static List<Exposure> random(Random random, int count, int units) {
        List<Exposure> exposures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int unit = random.nextInt(units);
            int arm = random.nextInt(50) == 0 ? random.nextInt(3) : unit % 3;
            exposures.add(exposure("u" + unit, ARMS.get(arm), random.nextInt(5 * 86_400)));
        }
        return exposures;
    }

    /** The same from a plain list. */
    private static ExposureLedger.Result naive(List<Exposure> exposures, ZoneId zone) {
        Map<String, List<Exposure>> units = exposures.stream().collect(Collectors.groupingBy(Exposure::unit));
        var days = new TreeMap<LocalDate, List<Long>>();
        long crossed = 0;
        for (List<Exposure> unit : units.values()) {
            Exposure first = unit.stream()
                    .min(Comparator.comparing(Exposure::time).thenComparing(each -> ARMS.indexOf(each.arm())))
                    .orElseThrow();
            Set<String> arms = new HashSet<>();
            unit.forEach(each -> arms.add(each.arm()));
            crossed += arms.size() > 1 ? 1 : 0;
            List<Long> counts = days.computeIfAbsent(
                    first.time().atZone(zone).toLocalDate(), _ -> new ArrayList<>(List.of(0L, 0L, 0L)));
            counts.set(ARMS.indexOf(first.arm()), counts.get(ARMS.indexOf(first.arm())) + 1);
        }
        return new ExposureLedger.Result(exposures.size(), units.size(), crossed, 0, days);
    }

    @Test
    void firstExposuresCountWhateverTheOrder() {
        var random = new Random(21);
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Asia/Tokyo"))) {
            List<Exposure> exposures = random(random, 30_000, 8_000);
            ExposureLedger.Result expected = naive(exposures, zone);
            assertTrue(expected.crossed() > 100);
            ExposureLedger ledger = ledger();
            exposures.forEach(ledger::accept);
            assertEquals(expected, ledger.result(zone));
            ExposureLedger parts = ledger();
            for (int part = 0; part < 7; part++) {
                ExposureLedger each = ledger();
                for (int i = part; i < exposures.size(); i += 7) {
                    each.accept(exposures.get(exposures.size() - 1 - i));
                }
                parts.merge(each);
            }
            assertEquals(expected, parts.result(zone));
        }
    }

    @Test
    void aCrossedUnitStaysCrossed() {
        ExposureLedger ledger = ledger();
        ledger.accept(exposure("u", "treatment", 10));
        ledger.accept(exposure("u", "control", 20));
        ledger.accept(exposure("u", "treatment", 5));
        var empty = ledger();
        empty.merge(ledger);
        ExposureLedger.Result result = empty.result(ZoneOffset.UTC);
        assertEquals(1, result.crossed());
        assertEquals(Map.of(LocalDate.parse("2026-03-01"), Arrays.asList(0L, 1L, 0L)), result.days());
    }

    @Test
    void foreignExposuresAreCountedApart() {
        ExposureLedger ledger = ledger();
        ledger.accept(exposure("u", "fourth", 0));
        ledger.accept(new Exposure("u", "else", "control", "plan", Optional.empty(), 1, START));
        ledger.accept(new Exposure("u", "exp", "control", "plan 2", Optional.empty(), 1, START));
        ExposureLedger.Result result = ledger.result(ZoneOffset.UTC);
        assertEquals(3, result.foreign());
        assertEquals(0, result.exposures() + result.units());
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> exposure("", "control", 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Exposure("u", "e", "a", "p", Optional.empty(), Double.NaN, START));
        assertThrows(
                IllegalArgumentException.class, () -> new Exposure("u", "e", "a", "p", Optional.empty(), 0, START));
        assertThrows(IllegalArgumentException.class, () -> new ExposureLedger("e", "p", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new ExposureLedger("e", "p", List.of("a", "a")));
        assertThrows(
                IllegalArgumentException.class, () -> ledger().merge(new ExposureLedger("exp", "another plan", ARMS)));
        assertThrows(IllegalArgumentException.class, () -> ledger().accept(exposure("u", "control", -1L << 40)));
    }
}
