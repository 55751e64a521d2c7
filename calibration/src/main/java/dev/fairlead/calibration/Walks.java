package dev.fairlead.calibration;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Differences of means at looks of an experiment, from units that come in between. */
record Walks(ToDoubleFunction<RandomGenerator> control, ToDoubleFunction<RandomGenerator> treatment, int[] units) {
    /** @param share of the planned units at each look */
    static int[] units(int planned, double[] share) {
        return IntStream.range(0, share.length)
                .map(look -> (int) Math.round(planned * share[look]))
                .toArray();
    }

    /** The differences by Welch, in the order of the looks. */
    List<Estimate> draw(RandomGenerator random) {
        var c = new Moments();
        var t = new Moments();
        return IntStream.of(units)
                .mapToObj(n -> {
                    while (c.n() < n) {
                        c.accept(control.applyAsDouble(random));
                        t.accept(treatment.applyAsDouble(random));
                    }
                    return Comparison.of(c, t).difference();
                })
                .toList();
    }
}
