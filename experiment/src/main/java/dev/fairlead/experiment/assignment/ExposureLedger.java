package dev.fairlead.experiment.assignment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who was exposed in one experiment: the first exposure of a unit counts, whatever the order in which they arrive. Of a unit it
 * keeps 64 bits of hash, the second of its first exposure and its arm: 13 bytes a slot, 17 to 35 bytes a unit once there are
 * many. Two of ten million units share a hash with probability 3e-6. For one thread.
 */
public final class ExposureLedger {
    private static final int MOST_ARMS = 127;
    private static final int MULTIPLE = 0x80;

    private final String experiment;
    private final String plan;
    private final List<String> arms;
    private final ExposureTable table = new ExposureTable();
    private long exposures;
    private long unknownExposures;

    /**
     * @param plan hash of the plan; exposures under another are not counted, but reported
     * @param arms their names, at most 127
     */
    public ExposureLedger(String experiment, String plan, List<String> arms) {
        this.experiment = experiment;
        this.plan = plan;
        this.arms = List.copyOf(arms);
        Check.that(!arms.isEmpty() && arms.size() <= MOST_ARMS, "a ledger has 1 to 127 arms, not " + arms.size());
        Check.that(new HashSet<>(arms).size() == arms.size(), "two arms of a ledger have the same name: " + arms);
    }

    /**
     * What a ledger holds.
     *
     * @param exposures of this experiment and plan, with repeated ones
     * @param units that were exposed
     * @param multipleExposures units that met two arms or more; they count in their first: any is an alarm
     * @param unknownExposures exposures of another experiment, another plan or an unknown arm, which are not counted: any is an alarm
     * @param days new units of each arm, in the order of the arms, by the day of their first exposure
     */
    public record Result(
            long exposures,
            long units,
            long multipleExposures,
            long unknownExposures,
            SortedMap<LocalDate, List<Long>> days) {}

    /** Adds an exposure. */
    public void accept(Exposure exposure) {
        int arm = exposure.experiment().equals(experiment) && exposure.plan().equals(plan)
                ? arms.indexOf(exposure.arm())
                : -1;
        if (arm < 0) {
            unknownExposures++;
            return;
        }
        exposures++;
        table.add(UnitHash.of(exposure.unit()), seconds(exposure.time()), arm, false);
    }

    private static int seconds(Instant time) {
        long seconds = time.getEpochSecond();
        Check.that(
                seconds >= 0 && seconds <= 0xffff_ffffL,
                "an exposure at " + time + " is outside 1970 to 2106; its clock is wrong");
        return (int) seconds;
    }

    /**
     * Adds all that another ledger holds, which stays as it is.
     *
     * @throws IllegalArgumentException if that one is of another experiment, plan or arms
     */
    public void merge(ExposureLedger other) {
        Check.that(
                experiment.equals(other.experiment) && plan.equals(other.plan) && arms.equals(other.arms),
                "ledgers of \"" + experiment + "\" and \"" + other.experiment
                        + "\" cannot be merged: experiment, plan and arms must be the same");
        exposures += other.exposures;
        unknownExposures += other.unknownExposures;
        table.reserve(other.table);
        other.table.forEach(
                (hash, second, state) -> table.add(hash, second, state & ~MULTIPLE, (state & MULTIPLE) != 0));
    }

    /** Units that met two arms or more: any is an alarm. */
    public long multipleExposures() {
        return table.multipleExposures();
    }

    /** Exposures of another experiment, another plan or an unknown arm: any is an alarm. */
    public long unknownExposures() {
        return unknownExposures;
    }

    /** Writes all that it holds, so that another process can go on. */
    public void save(DataOutput out) throws IOException {
        out.writeLong(exposures);
        out.writeLong(unknownExposures);
        table.save(out);
    }

    /** Adds what a ledger of the same experiment, plan and arms has saved. */
    public void load(DataInput in) throws IOException {
        exposures += in.readLong();
        unknownExposures += in.readLong();
        table.load(in);
    }

    /**
     * What was exposed so far.
     *
     * @param zone in which days begin
     */
    public Result result(ZoneId zone) {
        var days = new TreeMap<LocalDate, long[]>();
        table.forEach((_, second, state) -> {
            LocalDate day = Instant.ofEpochSecond(Integer.toUnsignedLong(second))
                    .atZone(zone)
                    .toLocalDate();
            days.computeIfAbsent(day, _ -> new long[arms.size()])[state & ~MULTIPLE]++;
        });
        var units = new TreeMap<LocalDate, List<Long>>();
        days.forEach(
                (day, counts) -> units.put(day, Arrays.stream(counts).boxed().toList()));
        return new Result(exposures, table.size(), table.multipleExposures(), unknownExposures, units);
    }
}
