package dev.fairlead.launch;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FailedDecisions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a launch's decisions were like, by unit, summed up by arm and subgroup. */
final class WatchedDecisions {
    private final Map<String, Seen> units = new HashMap<>();
    private final Map<CellKey, DecisionCell> cells = new LinkedHashMap<>();

    private record Seen(CellKey key, DecisionCell.Unit unit) {}

    /** Adds a decision for a unit. @param key of the unit if it is new: its arm, and what it is known by */
    void accept(String unit, CellKey key, Decision decision) {
        Seen seen = units.computeIfAbsent(unit, _ -> new Seen(key, new DecisionCell.Unit()));
        DecisionCell cell = cells.computeIfAbsent(seen.key, _ -> new DecisionCell());
        if (seen.unit.decisions > 0) {
            cell.remove(seen.unit);
        }
        add(seen.unit, decision);
        cell.add(seen.unit);
    }

    private static void add(DecisionCell.Unit unit, Decision decision) {
        boolean first = unit.decisions++ == 0;
        boolean error = decision.fallback().equals(FailedDecisions.ERROR);
        boolean fallback = !decision.fallback().isEmpty();
        unit.error |= error;
        unit.fallback |= fallback;
        if (!Double.isNaN(decision.millis())) {
            unit.timed++;
            unit.millis += decision.millis();
        }
        if (first) {
            unit.firstError = error;
            unit.firstFallback = fallback;
            unit.firstMillis = decision.millis();
        }
    }

    /** From now on a unit has another name. */
    void rename(String unit, String name) {
        Seen seen = units.remove(unit);
        if (seen != null) {
            units.put(name, seen);
        }
    }

    /** The cell of a unit that has been decided for. */
    Optional<CellKey> of(String unit) {
        return Optional.ofNullable(units.get(unit)).map(Seen::key);
    }

    /** The units of some cells together. */
    DecisionCell sum(Predicate<CellKey> which) {
        DecisionCell sum = new DecisionCell();
        cells.forEach((key, cell) -> {
            if (which.test(key)) {
                sum.add(cell);
            }
        });
        return sum;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(units.size());
        for (Map.Entry<String, Seen> each : units.entrySet()) {
            Texts.write(out, each.getKey());
            Texts.write(out, each.getValue().key.text());
            DecisionCell.Unit unit = each.getValue().unit;
            out.writeLong(unit.decisions);
            out.writeLong(unit.timed);
            out.writeDouble(unit.millis);
            out.writeDouble(unit.firstMillis);
            out.writeBoolean(unit.error);
            out.writeBoolean(unit.firstError);
            out.writeBoolean(unit.fallback);
            out.writeBoolean(unit.firstFallback);
        }
    }

    void load(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            String name = Texts.read(in);
            CellKey key = CellKey.of(Texts.read(in));
            DecisionCell.Unit unit = new DecisionCell.Unit();
            unit.decisions = in.readLong();
            unit.timed = in.readLong();
            unit.millis = in.readDouble();
            unit.firstMillis = in.readDouble();
            unit.error = in.readBoolean();
            unit.firstError = in.readBoolean();
            unit.fallback = in.readBoolean();
            unit.firstFallback = in.readBoolean();
            units.put(name, new Seen(key, unit));
            cells.computeIfAbsent(key, _ -> new DecisionCell()).add(unit);
        }
    }
}
