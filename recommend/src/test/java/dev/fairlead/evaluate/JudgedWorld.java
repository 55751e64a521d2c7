package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random lists with graded outcomes, tied scores, unknown values and unknown sellers. */
final class JudgedWorld {
    final List<JudgedList> lists = new ArrayList<>();
    private final SplittableRandom random;

    JudgedWorld(long seed, int count, int users) {
        random = new SplittableRandom(seed);
        for (int l = 0; l < count; l++) lists.add(list("r" + l, "u" + random.nextInt(users)));
    }

    PolicyScores policy(String name, boolean probabilities) {
        double[][] scores = new double[lists.size()][];
        double[][] predicted = new double[probabilities ? lists.size() : 0][];
        for (int l = 0; l < scores.length; l++) {
            scores[l] = random.doubles(lists.get(l).size())
                    .map(x -> Math.round(x * 5))
                    .toArray();
            if (probabilities) {
                predicted[l] = random.doubles(lists.get(l).size())
                        .map(x -> Math.round(x * 20) / 20.0)
                        .toArray();
            }
        }
        return new PolicyScores(name, scores, predicted);
    }

    private JudgedList list(String request, String user) {
        int size = random.nextInt(9);
        List<String> items = new ArrayList<>();
        List<String> sellers = new ArrayList<>();
        float[] grades = new float[size];
        boolean[] outcomes = new boolean[size];
        double[] values = new double[size];
        String[] slice = new String[size];
        for (int i = 0; i < size; i++) {
            items.add("i" + random.nextInt(60));
            sellers.add(random.nextInt(4) == 0 ? "" : "s" + random.nextInt(20));
            grades[i] = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
            outcomes[i] = random.nextInt(3) == 0;
            values[i] = random.nextInt(5) == 0 ? Double.NaN : 10 * random.nextDouble();
            slice[i] = random.nextBoolean() ? "new" : "";
        }
        String device = random.nextBoolean() ? "mobile" : "desktop";
        return new JudgedList(request, user, Map.of("device", device), items, sellers, grades, outcomes, values, slice);
    }
}
