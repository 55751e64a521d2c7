package dev.fairlead.lab.guardrails;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.decision.Guardrail;
import dev.fairlead.experiment.decision.GuardrailMonitor;
import dev.fairlead.experiment.decision.GuardrailReading;
import dev.fairlead.experiment.decision.RateReading;
import dev.fairlead.experiment.decision.Reading;
import dev.fairlead.experiment.decision.SequentialTest;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.nonparametric.MannWhitney;
import dev.fairlead.experiment.plan.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says at a look whether a ramp is to be taken back. */
interface Judge {
    /** @param look from 1 */
    boolean takesBack(int look, List<GuardrailSeries> guardrails);

    /** The watch of a launch: always-valid tests, exact for rates, at an equal share of alpha each. */
    final class Watch implements Judge {
        private static final long MINIMUM = 100;

        private final GuardrailMonitor monitor;

        Watch(double alpha, int guardrails, long planned) {
            List<Guardrail> watched = new ArrayList<>();
            for (int i = 0; i < guardrails; i++) {
                watched.add(new Guardrail(
                        "g" + i,
                        Direction.DECREASE,
                        0,
                        new SequentialTest.ConfidenceSequence(Math.sqrt((double) MINIMUM * planned))));
            }
            monitor = new GuardrailMonitor(alpha, watched);
        }

        @Override
        public boolean takesBack(int look, List<GuardrailSeries> guardrails) {
            for (int i = 0; i < guardrails.size(); i++) {
                GuardrailSeries series = guardrails.get(i);
                if (series.kind().rate() || series.control().n() >= MINIMUM) {
                    monitor.accept(reading("g" + i, series));
                }
            }
            return !monitor.alarms().isEmpty();
        }

        private static GuardrailReading reading(String name, GuardrailSeries series) {
            Moments control = series.control();
            Moments treatment = series.treatment();
            if (series.kind().rate()) {
                return new RateReading(Instant.EPOCH, name, count(control), count(treatment), 0.5, 1);
            }
            double error = Math.sqrt(control.variance() / control.n() + treatment.variance() / treatment.n());
            return new Reading(
                    Instant.EPOCH, name, Estimate.normal(treatment.mean() - control.mean(), error), control.n());
        }

        private static RateReading.Count count(Moments moments) {
            return new RateReading.Count(Math.round(moments.mean() * moments.n()), moments.n());
        }
    }

    /** Takes back what is twice as bad as control. */
    record Twice() implements Judge {
        private static final long MINIMUM = 100;

        @Override
        public boolean takesBack(int look, List<GuardrailSeries> guardrails) {
            return guardrails.stream()
                    .anyMatch(series -> series.control().n() >= MINIMUM
                            && series.treatment().mean() > 2 * series.control().mean());
        }
    }

    /**
     * A canary judge by Mann and Whitney's test, as Kayenta's documentation describes it: the values are the means of the looks; a
     * metric fails if the 98 % interval of the shift is above a quarter of the estimated shift; the canary fails if fewer than three
     * quarters of the metrics pass. It judges at every tenth look.
     */
    record Canary() implements Judge {
        private static final int EVERY = 10;
        private static final double CONFIDENCE = 0.98;
        private static final double TOLERANCE = 0.25;
        private static final double PASS = 0.75;

        @Override
        public boolean takesBack(int look, List<GuardrailSeries> guardrails) {
            if (look % EVERY != 0) {
                return false;
            }
            long passed =
                    guardrails.stream().filter(series -> !Canary.fails(series)).count();
            return passed < PASS * guardrails.size();
        }

        private static boolean fails(GuardrailSeries series) {
            try {
                MannWhitney test = MannWhitney.of(series.controlMeans(), series.treatmentMeans(), CONFIDENCE);
                return test.shiftInterval().low() > TOLERANCE * Math.abs(test.shift());
            } catch (IllegalArgumentException _) {
                return false; // all values are equal
            }
        }
    }
}
