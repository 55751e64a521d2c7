package dev.fairlead.experiment.assignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Experiments of several arms, some with a holdout and a part of a namespace. */
public final class RandomExperiments {
    private RandomExperiments() {}

    public static Experiment of(Random random, int number) {
        int count = 2 + random.nextInt(4);
        int[] parts = random.ints(count, 1, 20).toArray();
        int sum = Arrays.stream(parts).sum();
        List<Arm> arms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arms.add(new Arm("arm" + i, parts[i] / (double) sum));
        }
        Experiment experiment = Experiment.of("experiment-" + number, "user", arms)
                .withHashVersion(random.nextInt(5) == 0 ? HashVersion.V1 : HashVersion.V2);
        if (random.nextInt(3) == 0) {
            experiment = experiment.withHoldout(new Holdout("holdout-" + random.nextInt(2), 0.1));
        }
        if (random.nextInt(3) == 0) {
            double start = random.nextInt(8) / 10.0;
            experiment = experiment.withNamespace(Namespace.of("space-" + random.nextInt(2), start, start + 0.2));
        }
        return experiment;
    }
}
