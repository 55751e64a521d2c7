package dev.fairlead.experiment.validity;

/** The units assigned to one arm: whether they received the treatment, and their outcomes. State does not grow with them. */
public final class Uptake {
    private final Moments moments = new Moments();

    /** One more unit. */
    public void add(boolean received, double outcome) {
        Check.finite(outcome, "an outcome");
        moments.add(received ? 1 : 0, outcome);
    }

    /** The units of another part of the arm. */
    public void merge(Uptake other) {
        moments.merge(other.moments);
    }

    /** Units so far. */
    public long units() {
        return moments.n();
    }

    Moments moments() {
        return moments;
    }
}
