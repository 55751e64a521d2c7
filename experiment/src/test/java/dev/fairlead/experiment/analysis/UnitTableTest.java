package dev.fairlead.experiment.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitTableTest {
    private static final int ARMS = 3;

    /** The naive oracle is a map of sets. */
    @Test
    void holdsInWhichArmsEachUnitWasSeen() {
        var random = new Random(11);
        for (int round = 0; round < 30; round++) {
            int units = 1 + random.nextInt(3_000);
            Map<Long, Set<Integer>> oracle = new HashMap<>();
            var whole = new UnitTable();
            var other = new UnitTable();
            Map<Long, Set<Integer>> inOther = new HashMap<>();
            for (int i = 0; i < 2 * units; i++) {
                long hash = UnitTable.hash("u" + random.nextInt(units));
                int arm = random.nextInt(20) == 0 ? random.nextInt(ARMS) : (int) Math.floorMod(hash, (long) ARMS);
                boolean toOther = random.nextBoolean();
                Set<Integer> before = (toOther ? inOther : oracle).computeIfAbsent(hash, _ -> new HashSet<>());
                boolean expected = before.equals(Set.of(arm));
                before.add(arm);
                assertEquals(expected, (toOther ? other : whole).add(hash, arm));
            }
            boolean repeated = inOther.entrySet().stream()
                    .anyMatch(unit ->
                            unit.getValue().size() == 1 && unit.getValue().equals(oracle.get(unit.getKey())));
            assertEquals(repeated, whole.merge(other));
            inOther.forEach((hash, arms) ->
                    oracle.computeIfAbsent(hash, _ -> new HashSet<>()).addAll(arms));
            for (int arm = 0; arm < ARMS; arm++) {
                Set<Integer> alone = Set.of(arm);
                assertEquals(oracle.values().stream().filter(alone::equals).count(), whole.count(arm));
            }
            var several = new HashSet<Long>();
            whole.forEachSeveral(several::add);
            assertEquals(
                    Set.copyOf(oracle.entrySet().stream()
                            .filter(unit -> unit.getValue().size() > 1)
                            .map(Map.Entry::getKey)
                            .toList()),
                    several);
        }
    }

    @Test
    void hashesThatBeginOrEndAlikeAreToldApart() {
        var table = new UnitTable();
        long[] hashes = IntStream.range(0, 64).mapToLong(bit -> 1L << bit).toArray();
        for (long hash : hashes) {
            assertEquals(false, table.add(hash, UnitTable.MOST_ARMS - 1));
        }
        for (long hash : hashes) {
            assertEquals(true, table.add(hash, UnitTable.MOST_ARMS - 1));
        }
        assertEquals(hashes.length, table.count(UnitTable.MOST_ARMS - 1));
    }
}
