package dev.fairlead.experiment.outcome;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When each unit entered: a fold over exposures, the first of a unit in an arm counts, whatever the order in which they arrive.
 * About 150 bytes a unit, with its id.
 */
public final class Entries {
    private final Map<String, Met> units = new HashMap<>();

    /** The arms that a unit met and when it first did: nearly always one. */
    static final class Met {
        private String arm;
        private long time;
        private Map<String, Long> others = Map.of();

        private Met(String arm, long time) {
            this.arm = arm;
            this.time = time;
        }

        private void accept(String met, long at) {
            if (met.equals(arm)) {
                time = Math.min(time, at);
                return;
            }
            var more = new TreeMap<>(others);
            more.merge(met, at, Math::min);
            others = more;
        }

        /** When the unit entered: in nanoseconds since 1970. */
        long entered() {
            return others.values().stream().reduce(time, Math::min);
        }

        /** The first time in each arm, in the order of names. */
        Map<String, Long> arms() {
            var arms = new TreeMap<>(others);
            arms.put(arm, time);
            return arms;
        }
    }

    /** Notes that a unit met an arm. */
    public void accept(String unit, String arm, Instant time) {
        if (unit.isEmpty() || arm.isEmpty()) {
            throw new IllegalArgumentException("an exposure needs the id of its unit and an arm; this one has \"" + unit
                    + "\" and \"" + arm + "\"");
        }
        long at = Moments.of(time);
        Met met = units.get(unit);
        if (met == null) {
            units.put(unit, new Met(arm, at));
        } else {
            met.accept(arm, at);
        }
    }

    /** How many units were exposed. */
    public int size() {
        return units.size();
    }

    /** When a unit entered; empty if it never did. */
    public Optional<Instant> entered(String unit) {
        return Optional.ofNullable(units.get(unit)).map(met -> Moments.instant(met.entered()));
    }

    /** From now on a unit that entered has another name. */
    void rename(String unit, String name) {
        Met met = units.remove(unit);
        if (met != null) {
            units.put(name, met);
        }
    }

    Map<String, Met> units() {
        return units;
    }
}
