package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;
import java.util.List;
import java.util.Locale;

/**
 * The effect of being assigned, and of the treatment on those who take it because they are assigned to it: assignment is the
 * instrument (Imbens and Angrist 1994). The latter needs that assignment acts through the treatment alone and makes nobody
 * refuse it.
 *
 * @param outcome difference of the arms' mean outcomes, treatment less control
 * @param compliance difference of the arms' shares that received the treatment
 * @param outcomeVariance of the difference of outcomes, with divisor n as in HC0
 * @param complianceVariance of the difference of shares
 * @param covariance of the two
 */
public record ComplierEffect(
        double outcome, double compliance, double outcomeVariance, double complianceVariance, double covariance) {
    private static final double WEAK = 10;

    /**
     * @throws IllegalArgumentException if an arm has fewer than two units
     */
    public static ComplierEffect of(Uptake control, Uptake treatment) {
        Check.that(
                control.units() >= 2 && treatment.units() >= 2,
                "each arm needs at least 2 units; there are " + control.units() + " and " + treatment.units());
        Moments c = control.moments();
        Moments t = treatment.moments();
        double cn = c.n() * (double) c.n();
        double tn = t.n() * (double) t.n();
        return new ComplierEffect(
                t.meanY() - c.meanY(),
                t.meanX() - c.meanX(),
                t.yy() / tn + c.yy() / cn,
                t.xx() / tn + c.xx() / cn,
                t.xy() / tn + c.xy() / cn);
    }

    /** The effect of being assigned, whatever was received. */
    public Estimate intentionToTreat() {
        return Estimate.normal(outcome, Math.sqrt(outcomeVariance));
    }

    /**
     * The effect on compliers: Wald's ratio, which is two-stage least squares, with its HC0 standard error.
     *
     * @throws IllegalArgumentException if assignment changed nothing
     */
    public Estimate complierAverage() {
        Check.that(
                compliance != 0,
                "as large a share of control as of treatment received the treatment: there are no compliers to speak of");
        double effect = outcome / compliance;
        return Estimate.normal(effect, Math.sqrt(residualVariance(effect)) / Math.abs(compliance));
    }

    /** Of the difference of outcome − effect · received. */
    private double residualVariance(double effect) {
        return Math.max(0, outcomeVariance - 2 * effect * covariance + effect * effect * complianceVariance);
    }

    /** The first stage's heteroscedasticity-robust F; infinite if everyone complies. */
    public double firstStageF() {
        return compliance == 0 ? 0 : compliance * compliance / complianceVariance;
    }

    /** Warns of a weak instrument, F below 10 (Staiger and Stock 1997): then only {@link #andersonRubin} is to be read. */
    public Finding finding() {
        boolean weak = firstStageF() < WEAK;
        String sentence = String.format(
                Locale.ROOT,
                "compliance: %.2f %% of units, first-stage F = %.1f%s",
                100 * compliance,
                firstStageF(),
                weak ? ": too weak for the normal interval, read Anderson and Rubin's" : "");
        return new Finding(weak ? Finding.Severity.WARNING : Finding.Severity.FINE, sentence);
    }

    /**
     * The effects on compliers that Anderson and Rubin's (1949) test does not reject; it holds however weak the instrument
     * is. One interval, two half-lines, or the whole line when assignment says nothing.
     */
    public List<Interval> andersonRubin(double confidence) {
        Check.confidence(confidence);
        double z = Normal.quantile((1 - confidence) / 2);
        double a = compliance * compliance - z * z * complianceVariance;
        double b = outcome * compliance - z * z * covariance;
        double c = outcome * outcome - z * z * outcomeVariance;
        double discriminant = b * b - a * c;
        if (a == 0 || a < 0 && discriminant < 0) {
            return List.of(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        }
        double root = Math.sqrt(Math.max(0, discriminant));
        double low = Math.min((b - root) / a, (b + root) / a);
        double high = Math.max((b - root) / a, (b + root) / a);
        return a > 0
                ? List.of(new Interval(low, high))
                : List.of(new Interval(Double.NEGATIVE_INFINITY, low), new Interval(high, Double.POSITIVE_INFINITY));
    }
}
