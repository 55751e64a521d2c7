package dev.fairlead.launch;

import dev.fairlead.events.Exposure;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.ExposureLedger;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who met which arm, by launch: the fold over exposures, each unit counted once. One thread applies; any thread reads. */
public final class Exposures implements Fold, Saved {
    private final Launches launches;
    private final Map<String, ExposureLedger> ledgers = new TreeMap<>();
    private long unknown;

    /** @param launches which have applied the log up to each exposure before this has */
    public Exposures(Launches launches) {
        this.launches = launches;
    }

    @Override
    public synchronized void accept(Logged logged) {
        if (!(logged.event() instanceof Exposure exposure)) {
            return;
        }
        Optional<Launch> launch = launches.get(exposure.experiment());
        if (launch.isEmpty()) {
            unknown++;
            return;
        }
        ledgers.computeIfAbsent(exposure.experiment(), _ -> ledger(launch.get()))
                .accept(new dev.fairlead.experiment.assignment.Exposure(
                        exposure.unit(),
                        exposure.experiment(),
                        exposure.arm(),
                        exposure.plan(),
                        Optional.of(exposure.release()).filter(release -> !release.isEmpty()),
                        exposure.propensity(),
                        Instant.ofEpochMilli(exposure.time())));
    }

    /** @throws IllegalArgumentException if a launch of so many arms cannot be counted */
    static ExposureLedger ledger(Launch launch) {
        return new ExposureLedger(
                launch.name(),
                launch.plan(),
                launch.experiment().arms().stream().map(Arm::name).toList());
    }

    /** What a launch's units met so far, in days of UTC. */
    public synchronized ExposureLedger.Result of(Launch launch) {
        return ledgers.getOrDefault(launch.name(), ledger(launch)).result(ZoneOffset.UTC);
    }

    /** Units that met two arms or more, over all launches: any is an alarm. */
    public synchronized long multipleExposures() {
        return ledgers.values().stream()
                .mapToLong(ExposureLedger::multipleExposures)
                .sum();
    }

    /** Exposures that name a launch, but another plan or an arm that it does not have: any is an alarm. */
    public synchronized long unknownExposures() {
        return ledgers.values().stream()
                .mapToLong(ExposureLedger::unknownExposures)
                .sum();
    }

    /** Exposures of experiments that are no launches here. */
    public synchronized long unknown() {
        return unknown;
    }

    /** What is wrong with the assignment of a launch's units, in a sentence; empty when nothing is. */
    public synchronized String alarm() {
        List<String> alarms = new ArrayList<>();
        ledgers.forEach((launch, ledger) -> {
            if (ledger.multipleExposures() > 0) {
                alarms.add(
                        "in launch \"" + launch + "\" " + ledger.multipleExposures() + " units met more than one arm");
            }
            if (ledger.unknownExposures() > 0) {
                alarms.add("for launch \"" + launch + "\" " + ledger.unknownExposures()
                        + " exposures name another plan or an arm that it does not have");
            }
        });
        return String.join("; ", alarms);
    }

    @Override
    public synchronized void save(DataOutput out) throws IOException {
        out.writeLong(unknown);
        out.writeInt(ledgers.size());
        for (Map.Entry<String, ExposureLedger> each : ledgers.entrySet()) {
            Texts.write(out, each.getKey());
            each.getValue().save(out);
        }
    }

    /** The launches must be loaded before. */
    @Override
    public synchronized void load(DataInput in) throws IOException {
        unknown = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            String name = Texts.read(in);
            Launch launch = launches.get(name).orElseThrow(() -> new IOException("it has no launch \"" + name + "\""));
            ExposureLedger ledger = ledger(launch);
            ledger.load(in);
            ledgers.put(name, ledger);
        }
    }
}
