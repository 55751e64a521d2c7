package dev.fairlead.report.evaluation;

import dev.fairlead.evaluate.JudgedList;
import dev.fairlead.evaluate.PolicyScores;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random lists of six items on two devices, some of them with an outcome, and policies that score them at random. */
final class JudgedLists {
    private static final int SIZE = 6;

    private final SplittableRandom random;
    final List<JudgedList> lists;

    JudgedLists(long seed, int count, int users) {
        random = new SplittableRandom(seed);
        lists = IntStream.range(0, count)
                .mapToObj(l -> list("r" + l, "u" + random.nextInt(users)))
                .toList();
    }

    private JudgedList list(String request, String user) {
        List<String> items =
                IntStream.range(0, SIZE).mapToObj(i -> "i" + random.nextInt(60)).toList();
        float[] grades = new float[SIZE];
        boolean[] outcomes = new boolean[SIZE];
        double[] values = new double[SIZE];
        String[] slice = new String[SIZE];
        for (int i = 0; i < SIZE; i++) {
            outcomes[i] = random.nextInt(3) == 0;
            grades[i] = outcomes[i] ? 1 : 0;
            values[i] = 10 * random.nextDouble();
            slice[i] = "";
        }
        String device = random.nextBoolean() ? "mobile" : "desktop";
        List<String> sellers = items.stream().map(item -> "s" + item).toList();
        return new JudgedList(request, user, Map.of("device", device), items, sellers, grades, outcomes, values, slice);
    }

    PolicyScores policy(String name, boolean probabilities) {
        double[][] scores =
                lists.stream().map(_ -> random.doubles(SIZE).toArray()).toArray(double[][]::new);
        return new PolicyScores(name, scores, probabilities ? scores : new double[0][]);
    }
}
