package dev.fairlead.calibration;

import dev.fairlead.experiment.validity.ComplierEffect;
import dev.fairlead.experiment.validity.Uptake;
import java.util.random.RandomGenerator;

/**
 * Units that take the treatment if assigned (compliers), always, or never; those who take it anyway have higher values.
 * Assignment has an effect on compliers alone.
 */
final class Compliance implements Growing {
    private static final double ALWAYS = 0.1;

    private final double compliers;
    private final double effect;
    private final int units;
    private final Uptake control = new Uptake();
    private final Uptake treatment = new Uptake();

    /**
     * @param compliers share of the units, up to 0.9
     * @param units of an arm that come in with each look
     */
    Compliance(double compliers, double effect, int units) {
        this.compliers = compliers;
        this.effect = effect;
        this.units = units;
    }

    @Override
    public void grow(RandomGenerator random) {
        for (int i = 0; i < units; i++) {
            add(random, control, false);
            add(random, treatment, true);
        }
    }

    private void add(RandomGenerator random, Uptake arm, boolean assigned) {
        double type = random.nextDouble();
        boolean always = type < ALWAYS;
        boolean complier = !always && type < ALWAYS + compliers;
        boolean received = always || complier && assigned;
        arm.add(received, random.nextGaussian() + (always ? 1 : 0) + (received ? effect : 0));
    }

    Compliance grown(RandomGenerator random) {
        grow(random);
        return this;
    }

    ComplierEffect read() {
        return ComplierEffect.of(control, treatment);
    }

    /** Whether the normal interval contains an effect; all effects where assignment changed nothing. */
    boolean normal(double truth) {
        ComplierEffect read = read();
        return read.compliance() == 0 || Claim.contains(read.complierAverage(), truth);
    }

    /** Whether Anderson and Rubin's intervals contain an effect. */
    boolean andersonRubin(double confidence, double truth) {
        return read().andersonRubin(confidence).stream().anyMatch(interval -> interval.contains(truth));
    }
}
