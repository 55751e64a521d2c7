package dev.fairlead.experiment.assignment;

/**
 * Units that are kept out of all experiments that name this holdout, so that their sum can be measured.
 *
 * @param name of the holdout, its seed
 * @param share of units held out, above 0 and below 1
 */
public record Holdout(String name, double share) {
    public Holdout {
        Check.named(name, "a holdout");
        Check.that(
                share > 0 && share < 1,
                "holdout \"" + name + "\" keeps out " + share
                        + " of the units; the share is between 0 and 1, such as 0.05");
    }

    /** Whether a unit is kept out. */
    public boolean contains(String unit) {
        return draw().contains(unit);
    }

    Draw draw() {
        return new Draw(HashVersion.V2, name, new Range(0, share));
    }
}
