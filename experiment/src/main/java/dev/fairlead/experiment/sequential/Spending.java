package dev.fairlead.experiment.sequential;

import dev.fairlead.experiment.distribution.Normal;

/** How much of an error rate may be spent when a share of the planned information is in. */
public sealed interface Spending {
    /**
     * The error spent up to information share {@code t}, rising from 0 at t = 0 to {@code total} at t = 1.
     *
     * @param t share of the planned information, 0 to 1
     * @param total the whole error rate, between 0 and 1
     */
    double spent(double t, double total);

    /** Lan and DeMets 1983, O'Brien-Fleming type: 2 − 2 Φ(z(1 − α/2) / √t). Spends little early. */
    record ObrienFlemingType() implements Spending {
        @Override
        public double spent(double t, double total) {
            return t <= 0 ? 0 : 2 * Normal.upper(-Normal.quantile(total / 2) / Math.sqrt(t));
        }
    }

    /** Lan and DeMets 1983, Pocock type: α ln(1 + (e − 1) t). Spends nearly evenly. */
    record PocockType() implements Spending {
        @Override
        public double spent(double t, double total) {
            return total * Math.log1p((Math.E - 1) * t);
        }
    }

    /**
     * Kim and DeMets 1987: α t^ρ.
     *
     * @param rho above 0; 1 is even, 3 is close to O'Brien-Fleming
     */
    record KimDeMets(double rho) implements Spending {
        public KimDeMets {
            Check.that(
                    rho > 0 && Double.isFinite(rho), "the power of a Kim-DeMets spending must be above 0, not " + rho);
        }

        @Override
        public double spent(double t, double total) {
            return total * Math.pow(t, rho);
        }
    }

    /**
     * Hwang, Shih and DeCani 1990: α (1 − e^(−γt)) / (1 − e^(−γ)).
     *
     * @param gamma −4 is close to O'Brien-Fleming, 0 is even, 1 close to Pocock
     */
    record HwangShihDeCani(double gamma) implements Spending {
        public HwangShihDeCani {
            Check.that(Double.isFinite(gamma), "the parameter of a Hwang-Shih-DeCani spending must be finite");
        }

        @Override
        public double spent(double t, double total) {
            return gamma == 0 ? total * t : total * Math.expm1(-gamma * t) / Math.expm1(-gamma);
        }
    }
}
