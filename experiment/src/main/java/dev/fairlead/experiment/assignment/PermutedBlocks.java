package dev.fairlead.experiment.assignment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Assigns units that are known in advance, such as stores or cities: within each stratum, in blocks that hold each arm in
 * proportion to its weight, in random order (permuted blocks; Zelen 1974). Units that are listed side by side share a block, so
 * a list sorted by a covariate is balanced in it.
 *
 * @param arms whose weights sum to 1; the largest remainder gives each its whole number of a block's units, so within one of
 *     its share; equal remainders are ordered at random
 * @param size of a block; best one that makes every share a whole number
 * @param seed the same seed, strata and order of units give the same arms, in any Java
 */
public record PermutedBlocks(List<Arm> arms, int size, long seed) {
    private static final double ROUNDING = 1e-9;

    public PermutedBlocks {
        arms = List.copyOf(arms);
        Check.that(arms.size() >= 2, "blocks need at least two arms, not " + arms.size());
        Set<String> names = new HashSet<>();
        arms.forEach(arm -> Check.that(names.add(arm.name()), "two arms are named \"" + arm.name() + "\""));
        double sum = arms.stream().mapToDouble(Arm::weight).sum();
        Check.that(Math.abs(sum - 1) < 1e-6, "the weights of the arms sum to " + sum + "; they must sum to 1");
        Check.that(
                size >= arms.size(),
                "a block of " + size + " units cannot hold " + arms.size() + " arms; make it at least as large");
    }

    /**
     * A unit that is known in advance.
     *
     * @param stratum "" if there is only one
     */
    public record Unit(String id, String stratum) {}

    /**
     * Where a unit is.
     *
     * @param block within its stratum, from 0
     * @param propensity the probability of the arm given how many units of the block get it, exactly
     */
    public record Place(Unit unit, int block, Arm arm, double propensity) {}

    /**
     * Assigns all units.
     *
     * @return in the order of the units
     * @throws IllegalArgumentException if a unit is there twice
     */
    public List<Place> assign(List<Unit> units) {
        Map<String, List<Integer>> strata = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < units.size(); i++) {
            Unit unit = units.get(i);
            Check.that(ids.add(unit.id()), "unit \"" + unit.id() + "\" is there twice");
            strata.computeIfAbsent(unit.stratum(), _ -> new ArrayList<>()).add(i);
        }
        var places = new Place[units.size()];
        strata.forEach((stratum, members) -> {
            var random = new Random(seed ^ UnitHash.of(stratum));
            for (int from = 0; from < members.size(); from += size) {
                List<Integer> block = members.subList(from, Math.min(from + size, members.size()));
                place(units, block, from / size, random, places);
            }
        });
        return List.of(places);
    }

    private void place(List<Unit> units, List<Integer> block, int number, Random random, Place[] places) {
        int[] counts = counts(block.size(), random);
        List<Integer> order = new ArrayList<>();
        for (int arm = 0; arm < counts.length; arm++) {
            order.addAll(Collections.nCopies(counts[arm], arm));
        }
        Collections.shuffle(order, random);
        for (int i = 0; i < block.size(); i++) {
            int arm = order.get(i);
            double propensity = counts[arm] / (double) block.size();
            places[block.get(i)] = new Place(units.get(block.get(i)), number, arms.get(arm), propensity);
        }
    }

    /** How many units of a block each arm gets. */
    private int[] counts(int units, Random random) {
        int[] counts = new int[arms.size()];
        double[] remainders = new double[arms.size()];
        int left = units;
        for (int arm = 0; arm < counts.length; arm++) {
            double share = arms.get(arm).weight() * units;
            counts[arm] = (int) Math.floor(share + ROUNDING);
            remainders[arm] = Math.rint((share - counts[arm]) / ROUNDING);
            left -= counts[arm];
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, counts.length).boxed().toList());
        Collections.shuffle(order, random);
        order.sort(Comparator.comparingDouble((Integer arm) -> remainders[arm]).reversed());
        for (int arm : order.subList(0, left)) {
            counts[arm]++;
        }
        return counts;
    }
}
