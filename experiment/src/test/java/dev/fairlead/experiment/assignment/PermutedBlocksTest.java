package dev.fairlead.experiment.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PermutedBlocksTest {
    private static List<PermutedBlocks.Unit> units(Random random, int count) {
        List<PermutedBlocks.Unit> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            units.add(new PermutedBlocks.Unit(
                    "store-" + i, List.of("north", "south", "").get(random.nextInt(3))));
        }
        return units;
    }

    private static List<Arm> arms(double... weights) {
        List<Arm> arms = new ArrayList<>();
        for (double weight : weights) {
            arms.add(new Arm("arm" + arms.size(), weight));
        }
        return arms;
    }

    private record Block(String stratum, int number) {}

    @Test
    void eachBlockHasEachArmWithinOneOfItsShare() {
        var random = new Random(7);
        for (double[] weights : new double[][] {{0.5, 0.5}, {0.6, 0.4}, {0.2, 0.3, 0.5}, {1 / 3.0, 1 / 3.0, 1 / 3.0}}) {
            for (int size = weights.length; size < 12; size++) {
                List<Arm> arms = arms(weights);
                List<PermutedBlocks.Unit> units = units(random, 200);
                List<PermutedBlocks.Place> places = new PermutedBlocks(arms, size, random.nextLong()).assign(units);
                Map<Block, Map<Arm, Integer>> counts = new HashMap<>();
                for (int i = 0; i < units.size(); i++) {
                    PermutedBlocks.Place place = places.get(i);
                    assertEquals(units.get(i), place.unit());
                    counts.computeIfAbsent(new Block(place.unit().stratum(), place.block()), _ -> new HashMap<>())
                            .merge(place.arm(), 1, Integer::sum);
                }
                int blockSize = size;
                counts.forEach((block, arm) -> {
                    int total =
                            arm.values().stream().mapToInt(Integer::intValue).sum();
                    assertTrue(total <= blockSize);
                    arms.forEach(each -> assertTrue(
                            Math.abs(arm.getOrDefault(each, 0) - each.weight() * total) < 1 + 1e-9, "" + block + arm));
                });
                for (PermutedBlocks.Place place : places) {
                    Map<Arm, Integer> block =
                            counts.getOrDefault(new Block(place.unit().stratum(), place.block()), Map.of());
                    int total =
                            block.values().stream().mapToInt(Integer::intValue).sum();
                    assertEquals(block.getOrDefault(place.arm(), 0) / (double) total, place.propensity());
                }
            }
        }
    }

    @Test
    void theSeedDecidesAndOtherStrataDoNot() {
        List<PermutedBlocks.Unit> units = units(new Random(8), 300);
        var blocks = new PermutedBlocks(arms(0.5, 0.5), 4, 42);
        assertEquals(blocks.assign(units), blocks.assign(units));
        assertNotEquals(blocks.assign(units), new PermutedBlocks(arms(0.5, 0.5), 4, 43).assign(units));
        List<PermutedBlocks.Unit> north =
                units.stream().filter(unit -> unit.stratum().equals("north")).toList();
        assertEquals(
                blocks.assign(north),
                blocks.assign(units).stream()
                        .filter(place -> north.contains(place.unit()))
                        .toList());
        assertEquals(List.of(), blocks.assign(List.of()));
    }

    /** Over seeds, each place of a block, whole or not, gets each arm as often as its weight. */
    @Test
    void everyUnitHasTheChanceOfTheWeights() {
        List<PermutedBlocks.Unit> units = List.of(
                new PermutedBlocks.Unit("a", ""), new PermutedBlocks.Unit("b", ""), new PermutedBlocks.Unit("c", ""));
        int runs = 20_000;
        int[] first = new int[3];
        for (int seed = 0; seed < runs; seed++) {
            List<PermutedBlocks.Place> places = new PermutedBlocks(arms(0.5, 0.5), 2, seed).assign(units);
            for (int i = 0; i < 3; i++) {
                first[i] += places.get(i).arm().name().equals("arm0") ? 1 : 0;
            }
        }
        for (int count : first) {
            assertEquals(0.5, count / (double) runs, 4 * Math.sqrt(0.25 / runs));
        }
    }

    @Test
    void wrongBlocksAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PermutedBlocks(arms(1), 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new PermutedBlocks(arms(0.5, 0.4), 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new PermutedBlocks(arms(0.5, 0.5), 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PermutedBlocks(List.of(new Arm("a", 0.5), new Arm("a", 0.5)), 2, 1));
        var unit = new PermutedBlocks.Unit("a", "");
        assertThrows(
                IllegalArgumentException.class,
                () -> new PermutedBlocks(arms(0.5, 0.5), 2, 1).assign(List.of(unit, unit)));
    }
}
