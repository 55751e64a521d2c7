package dev.fairlead.experiment.inference;

/** The units of a block or of a group known before the experiment. */
public record Stratum(Moments control, Moments treatment) {
    long n() {
        return control.n() + treatment.n();
    }

    /** The stratum by itself; each arm needs two units in it. */
    public Comparison comparison() {
        return Comparison.of(control, treatment);
    }
}
