package dev.fairlead.calibration;

import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Spending;
import java.util.List;

/** The group-sequential designs, by name, at given information shares. */
record Scheme(String name, Boundaries boundaries) {
    static List<Scheme> at(double[] information) {
        return List.of(
                new Scheme("Pocock", Boundaries.pocock(Claim.ALPHA, information, true)),
                new Scheme("O'Brien-Fleming", Boundaries.obrienFleming(Claim.ALPHA, information, true)),
                spending("Lan-DeMets, O'Brien-Fleming type", new Spending.ObrienFlemingType(), information),
                spending("Lan-DeMets, Pocock type", new Spending.PocockType(), information),
                spending("Kim-DeMets, ρ = 2", new Spending.KimDeMets(2), information),
                spending("Hwang-Shih-DeCani, γ = −4", new Spending.HwangShihDeCani(-4), information));
    }

    private static Scheme spending(String name, Spending spending, double[] information) {
        return new Scheme(name, Boundaries.spending(spending, Claim.ALPHA, information, true));
    }
}
