package dev.fairlead.cli.experiment.design;

import dev.fairlead.experiment.design.Effect;
import dev.fairlead.experiment.design.Pilot;
import dev.fairlead.report.NumberFormat;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The metric, and the difference that is to be detected in it. */
final class EffectOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--baseline", paramLabel = "P", description = "Proportion in control, between 0 and 1.")
    private Optional<Double> baseline = Optional.empty();

    @Option(names = "--treatment", paramLabel = "P", description = "Proportion in treatment.")
    private Optional<Double> treatment = Optional.empty();

    @Option(
            names = {"--mde", "--difference"},
            paramLabel = "D",
            description = "In place of --treatment, or for means and ratios: the difference to detect, in the metric's "
                    + "unit (0.004), or relative to control (5%%).")
    private Optional<String> mde = Optional.empty();

    @Option(names = "--mean", paramLabel = "M", description = "Mean in control, for a relative difference.")
    private Optional<Double> mean = Optional.empty();

    @Option(names = "--sd", paramLabel = "S", description = "For means: standard deviation of one unit.")
    private Optional<Double> sd = Optional.empty();

    @Option(
            names = "--numerator",
            paramLabel = "M",
            description = "For ratios of sums: mean of a unit's numerator, such as revenue.")
    private Optional<Double> numerator = Optional.empty();

    @Option(
            names = "--denominator",
            paramLabel = "M",
            description = "For ratios: mean of a unit's denominator, such as sessions.")
    private Optional<Double> denominator = Optional.empty();

    @Option(names = "--numerator-sd", paramLabel = "S", description = "For ratios: standard deviation of numerators.")
    private Optional<Double> numeratorSd = Optional.empty();

    @Option(
            names = "--denominator-sd",
            paramLabel = "S",
            description = "For ratios: standard deviation of denominators.")
    private Optional<Double> denominatorSd = Optional.empty();

    @Option(
            names = "--covariance",
            paramLabel = "C",
            description = "For ratios: covariance of a unit's numerator and denominator.")
    private Optional<Double> covariance = Optional.empty();

    /**
     * Takes the metric from a table of past units.
     *
     * @param found what the table shows
     */
    void measured(Pilot.Found found) {
        if (Stream.of(baseline, mean, sd, numerator).anyMatch(Optional::isPresent)) {
            throw wrong("--data tells the metric; leave out --baseline, --mean, --sd and --numerator");
        }
        switch (found.metric()) {
            case Effect.Proportions p -> baseline = Optional.of(p.control());
            case Effect.Means m -> {
                mean = Optional.of(found.level());
                sd = Optional.of(m.deviation());
            }
            case Effect.Ratios r -> {
                numerator = Optional.of(r.numerator());
                denominator = Optional.of(r.denominator());
                numeratorSd = Optional.of(Math.sqrt(r.numeratorVariance()));
                denominatorSd = Optional.of(Math.sqrt(r.denominatorVariance()));
                covariance = Optional.of(r.covariance());
            }
        }
    }

    /** The effect to detect; empty if only the metric is given. */
    Optional<Effect> asked() {
        checkUsage();
        if (treatment.isPresent()) {
            return Optional.of(new Effect.Proportions(given(baseline, "--baseline"), treatment.get()));
        }
        return mde.map(text -> metric().with(difference(text)));
    }

    /** The metric with some increase. */
    Effect metric() {
        checkUsage();
        if (baseline.isPresent()) {
            return new Effect.Proportions(baseline.get(), (1 + baseline.get()) / 2);
        }
        if (sd.isPresent()) {
            return new Effect.Means(1, sd.get());
        }
        double nSd = given(numeratorSd, "--numerator-sd");
        double dSd = given(denominatorSd, "--denominator-sd");
        return new Effect.Ratios(
                1,
                given(numerator, "--numerator"),
                given(denominator, "--denominator"),
                nSd * nSd,
                dSd * dSd,
                given(covariance, "--covariance"));
    }

    /** The level in control; empty if it is not known, as for means it need not be. */
    Optional<Double> level() {
        return baseline.or(() -> mean)
                .or(() -> numerator.flatMap(n -> denominator.filter(d -> d != 0).map(d -> n / d)));
    }

    /** The difference as a text for people: {@code +0.004 (+5 %)}. */
    String words(double difference) {
        return NumberFormat.signed(difference)
                + level().filter(level -> level != 0)
                        .map(level -> " (" + NumberFormat.signed(100 * difference / level) + " %)")
                        .orElse("");
    }

    /** What is measured, and how it is without a change. */
    String words() {
        if (baseline.isPresent()) {
            return "two proportions, " + NumberFormat.number(baseline.get()) + " in control";
        }
        String known = level().map(level -> ", " + NumberFormat.number(level) + " in control")
                .orElse("");
        return sd.isPresent()
                ? "two means" + known + ", standard deviation " + NumberFormat.number(sd.get())
                : "two ratios" + known + ", standard deviation of one unit "
                        + NumberFormat.number(Math.sqrt(metric().controlVariance())) + " by the delta method";
    }

    private double difference(String text) {
        boolean relative = text.endsWith("%");
        double number = number(relative ? text.substring(0, text.length() - 1) : text);
        if (!relative) {
            return number;
        }
        double level = level().orElseThrow(() -> wrong("a relative difference needs --mean, of which it is a share"));
        return number / 100 * level;
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw wrong("--mde '" + text + "' is neither a difference such as 0.004 nor a relative one such as 5%");
        }
    }

    private void checkUsage() {
        long kinds =
                Stream.of(baseline, sd, numerator).filter(Optional::isPresent).count();
        if (kinds != 1) {
            throw wrong("say what is measured, and one thing only: --baseline for a proportion, --sd for a mean or "
                    + "--numerator, --denominator, --numerator-sd, --denominator-sd and --covariance for a ratio");
        }
        if (treatment.isPresent() && mde.isPresent()) {
            throw wrong("--treatment and --mde say the same thing twice; keep one");
        }
        if (treatment.isPresent() && baseline.isEmpty()) {
            throw wrong("--treatment is a proportion and needs --baseline; for means and ratios give --mde");
        }
    }

    private <T> T given(Optional<T> option, String name) {
        return option.orElseThrow(() -> wrong(name + " is missing"));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
