package dev.fairlead.experiment.assignment;

/**
 * One of the things compared; the first arm of an experiment is control.
 *
 * @param weight share of the experiment's units, above 0 and at most 1
 */
public record Arm(String name, double weight) {
    public Arm {
        Check.named(name, "an arm");
        Check.that(
                weight > 0 && weight <= 1,
                "arm \"" + name + "\" has the weight " + weight + "; a weight is above 0 and at most 1");
    }
}
