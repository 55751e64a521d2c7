package dev.fairlead.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A leaf of the two-level category tree.
 *
 * @param path broad category, narrow category
 * @param weight how common it is, in items and in favourites
 * @param medianPrice in euros
 * @param margin mean share of the price that the marketplace keeps
 * @param centre of the leaf's items in the space of tastes
 */
record Category(List<String> path, double weight, double medianPrice, double margin, double[] centre) {
    static final int DIMENSIONS = 6;

    private static final List<List<String>> TREE = List.of(
            List.of("home", "kitchen", "bedding", "lighting", "storage", "decoration"),
            List.of("fashion", "shoes", "shirts", "coats", "jewellery", "bags"),
            List.of("electronics", "audio", "phones", "cameras", "computers", "cables"),
            List.of("sport", "cycling", "running", "climbing", "fitness", "camping"),
            List.of("garden", "plants", "tools", "furniture", "grills", "ponds"),
            List.of("books", "novels", "comics", "travel", "science", "cooking"),
            List.of("children", "toys", "prams", "clothes", "games", "crafts"),
            List.of("beauty", "hair", "skin", "perfume", "make-up", "wellness"));

    static List<Category> all(long seed) {
        List<Category> leaves = new ArrayList<>();
        for (List<String> branch : TREE) {
            for (String leaf : branch.subList(1, branch.size())) {
                SplittableRandom random = RandomStreams.of(seed, RandomStreams.CATEGORY, leaves.size());
                leaves.add(new Category(
                        List.of(branch.getFirst(), leaf),
                        Math.exp(0.5 * random.nextGaussian()),
                        Math.exp(3.3 + 0.5 * random.nextGaussian()),
                        0.10 + 0.15 * random.nextDouble(),
                        vector(random, 0.7)));
            }
        }
        return leaves;
    }

    static double[] weights(List<Category> leaves) {
        return leaves.stream().mapToDouble(Category::weight).toArray();
    }

    /** Normal numbers with the standard deviation {@code spread}. */
    static double[] vector(SplittableRandom random, double spread) {
        double[] vector = new double[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = spread * random.nextGaussian();
        }
        return vector;
    }
}
