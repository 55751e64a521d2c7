package dev.fairlead.experiment.analysis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many units of each arm are in each cell of each cut: by day of entry, by hour of entry where times have hours, and by the
 * values of slices; and in how many each metric was due and measured. A fold whose state grows with cells; with clusters,
 * too, where these are the units. Where the plan's weights change, a slice has a cell in each time of constant weights.
 */
final class Balance {
    static final String DAY = "day";
    static final String HOUR = "hour";
    private static final int HOURS = 24;

    private final int arms;
    private final int metrics;
    private final boolean clusters;
    private final Periods periods;
    private final List<String> slices;
    private final List<Map<String, Cell>> bySlice = new ArrayList<>();
    private final Map<Long, Cell> byDay = new HashMap<>();
    private final Map<Long, Cell> byHour = new HashMap<>();

    /** @param slices names of their columns */
    Balance(int arms, int metrics, boolean clusters, Periods periods, List<String> slices) {
        this.arms = arms;
        this.metrics = metrics;
        this.clusters = clusters;
        this.periods = periods;
        this.slices = slices;
        slices.forEach(_ -> bySlice.add(new HashMap<>()));
    }

    /**
     * The units of a cell.
     *
     * @param period of the plan's weights
     * @param rows of each arm
     * @param due rows of each arm in which each metric's window was over
     * @param measured of these, in how many it was measured
     * @param units the clusters of each arm, where these are the units; else empty
     */
    record Cell(int period, long[] rows, long[][] due, long[][] measured, List<Set<Long>> units) {
        long[] counts() {
            return units.isEmpty() ? rows : units.stream().mapToLong(Set::size).toArray();
        }

        void merge(Cell other) {
            for (int arm = 0; arm < rows.length; arm++) {
                rows[arm] += other.rows[arm];
                for (int i = 0; i < due[arm].length; i++) {
                    due[arm][i] += other.due[arm][i];
                    measured[arm][i] += other.measured[arm][i];
                }
            }
            for (int arm = 0; arm < units.size(); arm++) {
                units.get(arm).addAll(other.units.get(arm));
            }
        }
    }

    /** A cut and its cells, by their names. */
    record Cut(String name, SortedMap<String, Cell> cells) {}

    /** @param values of the slices' columns */
    void accept(Observation unit, String[] values) {
        for (int i = 0; i < values.length; i++) {
            String name = periods.several() ? values[i] + ", " + periods.name(unit.period()) : values[i];
            add(bySlice.get(i), name, unit);
        }
        Optional<Moment> entered = unit.entered();
        if (entered.isPresent()) {
            long day = entered.get().date().toEpochDay();
            add(byDay, day, unit);
            if (entered.get().timed()) {
                add(byHour, day * HOURS + entered.get().hour(), unit);
            }
        }
    }

    private <K> void add(Map<K, Cell> cut, K key, Observation unit) {
        Cell cell = cut.computeIfAbsent(key, _ -> empty(unit.period()));
        int arm = unit.arm();
        cell.rows()[arm]++;
        for (int i = 0; i < metrics; i++) {
            cell.due()[arm][i] += unit.over()[i] ? 1 : 0;
            cell.measured()[arm][i] += unit.measured(i) ? 1 : 0;
        }
        if (clusters) {
            OptionalLong cluster = unit.cluster();
            cell.units().get(arm).add(cluster.orElseThrow());
        }
    }

    private Cell empty(int period) {
        var units = new ArrayList<Set<Long>>();
        for (int arm = 0; clusters && arm < arms; arm++) {
            units.add(new HashSet<>());
        }
        return new Cell(period, new long[arms], new long[arms][metrics], new long[arms][metrics], units);
    }

    /** Adds the units of another part; that one stays as it is. */
    void merge(Balance other) {
        for (int i = 0; i < bySlice.size(); i++) {
            merge(bySlice.get(i), other.bySlice.get(i));
        }
        merge(byDay, other.byDay);
        merge(byHour, other.byHour);
    }

    private <K> void merge(Map<K, Cell> ours, Map<K, Cell> theirs) {
        theirs.forEach((key, cell) ->
                ours.computeIfAbsent(key, _ -> empty(cell.period())).merge(cell));
    }

    /** Those of several cells, slices first; of one cell all is said by the whole. */
    List<Cut> cuts() {
        var cuts = new ArrayList<Cut>();
        for (int i = 0; i < slices.size(); i++) {
            cuts.add(new Cut(slices.get(i), new TreeMap<>(bySlice.get(i))));
        }
        cuts.add(new Cut(DAY, days()));
        var hours = new TreeMap<String, Cell>();
        byHour.forEach((hour, cell) -> hours.put(
                String.format(Locale.ROOT, "%sT%02d", LocalDate.ofEpochDay(hour / HOURS), hour % HOURS), cell));
        cuts.add(new Cut(HOUR, hours));
        return cuts.stream().filter(cut -> cut.cells().size() > 1).toList();
    }

    /** By day; empty without times. */
    SortedMap<String, Cell> days() {
        var days = new TreeMap<String, Cell>();
        byDay.forEach((day, cell) -> days.put(LocalDate.ofEpochDay(day).toString(), cell));
        return days;
    }

    /** Units of each arm in a time of constant weights. */
    long[] period(int period) {
        Cell all = empty(period);
        byDay.values().stream().filter(day -> day.period() == period).forEach(all::merge);
        return all.counts();
    }
}
