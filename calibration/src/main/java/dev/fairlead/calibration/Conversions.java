package dev.fairlead.calibration;

import dev.fairlead.experiment.inference.Counts;
import dev.fairlead.experiment.inference.Proportion;
import dev.fairlead.experiment.inference.TwoProportions;
import java.util.random.RandomGenerator;

/** Two arms in which units convert at one rate, from 0 to 1. */
final class Conversions implements Growing {
    private final double rate;
    private final int units;
    private final Counts control = new Counts();
    private final Counts treatment = new Counts();

    /** @param units of an arm that come in with each look */
    Conversions(double rate, int units) {
        this.rate = rate;
        this.units = units;
    }

    static Proportion draw(RandomGenerator random, int units, double rate) {
        return new Proportion(successes(random, units, rate), units);
    }

    static int successes(RandomGenerator random, int units, double rate) {
        int successes = 0;
        for (int i = 0; i < units; i++) {
            successes += random.nextDouble() < rate ? 1 : 0;
        }
        return successes;
    }

    @Override
    public void grow(RandomGenerator random) {
        for (int i = 0; i < units; i++) {
            control.accept(random.nextDouble() < rate);
            treatment.accept(random.nextDouble() < rate);
        }
    }

    TwoProportions arms() {
        return new TwoProportions(control.proportion(), treatment.proportion());
    }
}
