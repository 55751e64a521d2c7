package dev.fairlead.lab.guardrails;

import dev.fairlead.experiment.inference.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One guardrail of a simulated ramp, in both arms: all units since the start, and the mean of each look's own units. */
final class GuardrailSeries {
    private final Kind kind;
    private final double harm;
    private final Moments control = new Moments();
    private final Moments treatment = new Moments();
    private final List<Double> controlMeans = new ArrayList<>();
    private final List<Double> treatmentMeans = new ArrayList<>();

    /** What it measures. */
    enum Kind {
        /** 2 % of units meet an error; harm makes it 6 %. */
        ERRORS(0.02, 0.06, true),
        /** Lognormal milliseconds; harm makes them a fifth longer. */
        LATENCY(1, 1.2, false),
        /** 20 % of units complain; harm makes it 27 %. */
        COMPLAINTS(0.2, 0.27, true);

        private final double usual;
        private final double harmed;
        private final boolean rate;

        Kind(double usual, double harmed, boolean rate) {
            this.usual = usual;
            this.harmed = harmed;
            this.rate = rate;
        }

        boolean rate() {
            return rate;
        }

        private double draw(RandomGenerator random, double level) {
            return rate ? random.nextDouble() < level ? 1 : 0 : level * Math.exp(random.nextGaussian() / 2 - 1.0 / 8);
        }
    }

    /** @param harmed whether treatment does harm */
    GuardrailSeries(Kind kind, boolean harmed) {
        this.kind = kind;
        this.harm = harmed ? kind.harmed : kind.usual;
    }

    /** So many units of each arm enter. */
    void enter(RandomGenerator random, int units) {
        double ofControl = 0;
        double ofTreatment = 0;
        for (int i = 0; i < units; i++) {
            double one = kind.draw(random, kind.usual);
            double other = kind.draw(random, harm);
            control.accept(one);
            treatment.accept(other);
            ofControl += one / units;
            ofTreatment += other / units;
        }
        controlMeans.add(ofControl);
        treatmentMeans.add(ofTreatment);
    }

    Kind kind() {
        return kind;
    }

    Moments control() {
        return control;
    }

    Moments treatment() {
        return treatment;
    }

    double[] controlMeans() {
        return controlMeans.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double[] treatmentMeans() {
        return treatmentMeans.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
