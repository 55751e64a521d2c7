package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.bayes.EffectPosterior;
import dev.fairlead.experiment.bayes.NormalPrior;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bayes",
        mixinStandardHelpOptions = true,
        description = {
            "Read a difference of means or shares with a belief from before: a row per unit.",
            "The prior is normal, of the difference or relative to control's mean; earlier experiments on the metric are its source.",
            "JSON rows: policy, metric, slice, value, low, high, n; metrics are NAME, NAME-better (a probability),",
            "NAME-loss (what the arm in policy is expected to cost if chosen) and NAME-without-prior."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead experiment bayes --data users.csv --arm-column arm --metric revenue \\",
            "      --prior-deviation 2%%"
        })
public final class BayesCommand implements Callable<Integer> {
    @Mixin
    private DesignTable table = new DesignTable();

    @Mixin
    private ArmNames arms = new ArmNames();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--prior-mean",
            paramLabel = "D",
            defaultValue = "0",
            description = "Expected difference, in the metric's unit or relative (1%%) (default: ${DEFAULT-VALUE}).")
    private String mean = "0";

    @Option(
            names = "--prior-deviation",
            paramLabel = "D",
            description = "How far off that may be, as a standard deviation, likewise (default: nothing is believed).")
    private Optional<String> deviation = Optional.empty();

    @Option(names = "--decrease", description = "Less is better.")
    private boolean decrease;

    @Override
    public Integer call() throws IOException {
        Moments[] moments = {new Moments(), new Moments()};
        table.read(
                List.of(),
                row -> moments[table.treated(row, arms.control(), arms.treatment()) ? 1 : 0].accept(row.value()));
        try {
            Estimate estimate = Comparison.of(moments[0], moments[1]).difference();
            double level = Math.abs(moments[0].mean());
            var prior = new NormalPrior(
                    number(mean, level), deviation.map(d -> number(d, level)).orElse(Double.POSITIVE_INFINITY));
            report(moments, estimate, prior, new EffectPosterior(prior, estimate));
        } catch (IllegalArgumentException e) {
            throw new UserException(table.data() + ": " + e.getMessage());
        }
        return 0;
    }

    private static double number(String text, double level) {
        boolean relative = text.endsWith("%");
        try {
            double number = Double.parseDouble(relative ? text.substring(0, text.length() - 1) : text);
            return relative ? number / 100 * level : number;
        } catch (NumberFormatException e) {
            throw new UserException(
                    "'" + text + "' is neither a difference such as 0.004 nor a relative one such as 2%");
        }
    }

    private void report(Moments[] moments, Estimate estimate, NormalPrior prior, EffectPosterior posterior)
            throws IOException {
        String metric = table.metric();
        Interval interval = posterior.credible(table.confidence());
        double better = decrease ? 1 - posterior.above(0) : posterior.above(0);
        double ofTreatment = decrease ? posterior.lossOfControl() : posterior.lossOfTreatment();
        double ofControl = decrease ? posterior.lossOfTreatment() : posterior.lossOfControl();
        json.print(String.format(
                Locale.ROOT,
                "%s: %s in %s%n  prior %s ± %s, estimate %s ± %s%n  believed %s, %s to %s with probability %s%n"
                        + "  %s is better with probability %.4f%n  expected loss: %s by %s, %s by %s%n",
                metric,
                NumberFormat.number(moments[0].mean()),
                arms.control(),
                NumberFormat.signed(prior.mean()),
                Double.isInfinite(prior.deviation()) ? "anything" : NumberFormat.number(prior.deviation()),
                NumberFormat.signed(estimate.value()),
                NumberFormat.number(estimate.standardError()),
                NumberFormat.signed(posterior.mean()),
                NumberFormat.signed(interval.low()),
                NumberFormat.signed(interval.high()),
                NumberFormat.number(table.confidence()),
                arms.treatment(),
                better,
                NumberFormat.number(ofTreatment),
                arms.treatment(),
                NumberFormat.number(ofControl),
                arms.control()));
        long n = moments[0].n() + moments[1].n();
        var rows = new ArrayList<EffectRow>();
        rows.add(EffectRow.of(arms.treatment(), metric, posterior.mean(), interval, n));
        rows.add(EffectRow.point(arms.treatment(), metric + "-better", EffectRow.ALL, better, n));
        rows.add(EffectRow.point(arms.treatment(), metric + "-loss", EffectRow.ALL, ofTreatment, n));
        rows.add(EffectRow.point(arms.control(), metric + "-loss", EffectRow.ALL, ofControl, n));
        rows.add(EffectRow.of(
                arms.treatment(),
                metric + "-without-prior",
                estimate.value(),
                estimate.interval(table.confidence()),
                n));
        json.write(rows, EffectRow::write);
    }
}
