package dev.fairlead.experiment.plan;

import java.util.List;

/** What must hold of error rates and monitoring. */
final class InferenceRules {
    private final Problems problems;

    InferenceRules(Problems problems) {
        this.problems = problems;
    }

    void hold(Inference inference) {
        rates(inference.errors());
        problems.require(
                inference.attrition() >= 0 && inference.attrition() < 1,
                "attrition",
                "is a share from 0 to below 1, not " + inference.attrition());
        switch (inference.monitoring()) {
            case Monitoring.FixedHorizon _ -> {}
            case Monitoring.GroupSequential group -> looks(group.looks());
            case Monitoring.Msprt(double tauSquared) -> positive("monitoring.tauSquared", tauSquared);
            case Monitoring.AsymptoticSequence(double narrowestAt) -> positive("monitoring.narrowestAt", narrowestAt);
        }
    }

    private void rates(Inference.Rates rates) {
        boolean alpha = rates.alpha() > 0 && rates.alpha() < 1;
        boolean power = rates.power() > 0 && rates.power() < 1;
        problems.require(alpha, "alpha", "is between 0 and 1, such as 0.05, not " + rates.alpha());
        problems.require(power, "power", "is between 0 and 1, such as 0.8, not " + rates.power());
        problems.require(
                !alpha || !power || rates.power() > rates.alpha(),
                "power",
                "must be above alpha, " + rates.alpha() + ", not " + rates.power());
        problems.require(rates.sides() == 1 || rates.sides() == 2, "sides", "must be 1 or 2, not " + rates.sides());
    }

    private void looks(List<Double> looks) {
        double before = 0;
        for (int i = 0; i < looks.size(); i++) {
            problems.require(
                    looks.get(i) > before,
                    "monitoring.looks[" + i + "]",
                    "must be above " + before + ", the one before it, not " + looks.get(i));
            before = looks.get(i);
        }
        problems.require(
                !looks.isEmpty() && before == 1,
                "monitoring.looks",
                looks.isEmpty()
                        ? "names no look; give shares of the planned units such as 0.5, 1"
                        : "must end at 1, all the planned units, not at " + before);
    }

    private void positive(String path, double value) {
        problems.require(value > 0 && Double.isFinite(value), path, "must be above 0, not " + value);
    }
}
