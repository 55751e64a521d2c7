package dev.fairlead.experiment.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
        long multipleExposures = 0;
        for (List<Exposure> unit : units.values()) {
            Exposure first = unit.stream()
                    .min(Comparator.comparing(Exposure::time).thenComparing(each -> ARMS.indexOf(each.arm())))
                    .orElseThrow();
            Set<String> arms = new HashSet<>();
            unit.forEach(each -> arms.add(each.arm()));
            multipleExposures += arms.size() > 1 ? 1 : 0;
            List<Long> counts = days.computeIfAbsent(
                    first.time().atZone(zone).toLocalDate(), _ -> new ArrayList<>(List.of(0L, 0L, 0L)));
            counts.set(ARMS.indexOf(first.arm()), counts.get(ARMS.indexOf(first.arm())) + 1);
        }
        return new ExposureLedger.Result(exposures.size(), units.size(), multipleExposures, 0, days);
    }

    @Test
    void firstExposuresCountWhateverTheOrder() {
        var random = new Random(21);
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Asia/Tokyo"))) {
            List<Exposure> exposures = random(random, 30_000, 8_000);
            ExposureLedger.Result expected = naive(exposures, zone);
            assertTrue(expected.multipleExposures() > 100);
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
        assertEquals(1, result.multipleExposures());
        assertEquals(Map.of(LocalDate.parse("2026-03-01"), Arrays.asList(0L, 1L, 0L)), result.days());
    }

    @Test
    void foreignExposuresAreCountedApart() {
        ExposureLedger ledger = ledger();
        ledger.accept(exposure("u", "fourth", 0));
        ledger.accept(new Exposure("u", "else", "control", "plan", Optional.empty(), 1, START));
        ledger.accept(new Exposure("u", "exp", "control", "plan 2", Optional.empty(), 1, START));
        ExposureLedger.Result result = ledger.result(ZoneOffset.UTC);
        assertEquals(3, result.unknownExposures());
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

    @Test
    void whatIsSavedIsReadBackAndAddsToWhatIsThere() throws IOException {
        Random random = new Random(8);
        for (int units : new int[] {0, 1, 11, 12, 13, 5_000}) {
            List<Exposure> earlier = random(random, units == 0 ? 0 : 3 * units, Math.max(1, units));
            List<Exposure> later = random(random, units, Math.max(1, units));
            ExposureLedger saved = ledger();
            earlier.forEach(saved::accept);
            saved.accept(new Exposure("u", "exp", "unknown", "plan", Optional.empty(), 1, START));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            saved.save(new DataOutputStream(bytes));
            ExposureLedger read = ledger();
            read.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            assertEquals(saved.result(ZoneOffset.UTC), read.result(ZoneOffset.UTC));
            later.forEach(saved::accept);
            later.forEach(read::accept);
            assertEquals(saved.result(ZoneOffset.UTC), read.result(ZoneOffset.UTC));
            assertEquals(saved.result(ZoneOffset.UTC).multipleExposures(), read.multipleExposures());
            assertEquals(1, read.unknownExposures());
        }
        assertThrows(
                IOException.class,
                () -> ledger().load(new DataInputStream(new ByteArrayInputStream(
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1}))));
    }
}
