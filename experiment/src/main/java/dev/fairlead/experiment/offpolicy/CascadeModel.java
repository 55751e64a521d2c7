package dev.fairlead.experiment.offpolicy;

/**
 * The cascade click model (Craswell, Zoeter, Taylor and Ramsey 2008): people read from the top and stop at the first item
 * that they click.
 *
 * @param attraction the probability of a click on the item of each slot once it is seen, from 0 to 1
 */
public record CascadeModel(double[] attraction) {
    public CascadeModel {
        Check.that(attraction.length > 0, "a cascade has at least one slot");
        for (int slot = 0; slot < attraction.length; slot++) {
            Check.that(
                    attraction[slot] >= 0 && attraction[slot] <= 1,
                    "the attraction of slot " + slot + " is a probability, from 0 to 1, not " + attraction[slot]);
        }
        attraction = attraction.clone();
    }

    /** The probability that each slot is seen: that nothing above was clicked. */
    public double[] examination() {
        var examination = new double[attraction.length];
        double seen = 1;
        for (int slot = 0; slot < examination.length; slot++) {
            examination[slot] = seen;
            seen *= 1 - attraction[slot];
        }
        return examination;
    }

    /** The probability of a click on each slot. */
    public double[] clicks() {
        double[] clicks = examination();
        for (int slot = 0; slot < clicks.length; slot++) {
            clicks[slot] *= attraction[slot];
        }
        return clicks;
    }

    /** The probability of any click. */
    public double anyClick() {
        int last = attraction.length - 1;
        return 1 - examination()[last] * (1 - attraction[last]);
    }
}
