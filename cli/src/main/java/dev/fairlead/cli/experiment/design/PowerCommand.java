package dev.fairlead.cli.experiment.design;

import dev.fairlead.cli.option.EnumOption;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.experiment.design.Design;
import dev.fairlead.experiment.design.Effect;
import dev.fairlead.experiment.design.Formula;
import dev.fairlead.experiment.design.Pilot;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        description = {
            "Units that an experiment needs; with --units, its power or the smallest effect that it detects.",
            "JSON rows: formula, arm, metric, value."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead experiment power --baseline 0.080 --treatment 0.084",
            "  fairlead experiment power --baseline 0.08 --mde 5%% --looks 5 \\",
            "      --daily-units 12000 --share 0.5",
            "  fairlead experiment power --mean 23.1 --sd 41 --mde 2%% \\",
            "      --cuped-correlation 0.6 --weights 2,1,1",
            "  fairlead experiment power --numerator 9 --denominator 3 --numerator-sd 8 \\",
            "      --denominator-sd 2 --covariance 10 --mde 0.1",
            "  fairlead experiment power --baseline 0.08 --mde 0.004 --cluster-size 20 \\",
            "      --icc 0.02 --cluster-cv 0.5",
            "Which power, and which effect:",
            "  fairlead experiment power --baseline 0.08 --mde 5%% --units 100000",
            "  fairlead experiment power --baseline 0.08 --units 100000",
            "From a table of past units, with covariates and clusters as they are there:",
            "  fairlead experiment power --data units.parquet --metric revenue --covariate before \\",
            "      --cluster city --mde 2%%"
        })
public final class PowerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private EffectOptions effect = new EffectOptions();

    @Mixin
    private DesignOptions options = new DesignOptions();

    @Mixin
    private PilotOptions pilot = new PilotOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--formula",
            paramLabel = "NAME",
            description =
                    "For proportions in equal arms: unpooled, pooled-null, baseline-null (that of Miller's calculator), "
                            + "continuity-corrected, pooled, baseline, rule-of-16 or arcsine (default: unpooled).",
            converter = ToFormula.class)
    private Optional<Formula> formula = Optional.empty();

    @Option(names = "--units", paramLabel = "N", description = "Units of all arms, for the inverse questions.")
    private Optional<Double> units = Optional.empty();

    @Option(names = "--daily-units", paramLabel = "N", description = "New units a day, for the duration.")
    private Optional<Double> dailyUnits = Optional.empty();

    @Option(
            names = "--share",
            defaultValue = "1",
            description = "Share of the new units that enters the experiment (default: ${DEFAULT-VALUE}).")
    private double share;

    @Override
    public Integer call() throws IOException {
        Optional<PilotOptions.Read> read = pilot.given() ? Optional.of(pilot.read()) : Optional.empty();
        read.map(PilotOptions.Read::found).ifPresent(this::take);
        Optional<Effect> asked = effect.asked();
        if (asked.isEmpty() && units.isEmpty()) {
            throw wrong(
                    "say which difference is to be detected: --treatment or --mde; or --units, to learn which can be");
        }
        if (formula.isPresent() && !(effect.metric() instanceof Effect.Proportions)) {
            throw wrong("--formula is for proportions; means and ratios have one formula");
        }
        Design design = options.design();
        var report = new PowerReport(effect, design);
        read.ifPresent(each -> report.measured(each, pilot.words(each)));
        if (units.isPresent()) {
            inverse(report, asked, units.get());
        } else {
            size(report, asked.orElseThrow());
        }
        if (options.looks() > 1) {
            report.looks(options.boundaries());
        }
        report.print(json);
        return 0;
    }

    private void take(Pilot.Found found) {
        effect.measured(found);
        if (pilot.hasCovariates()) {
            options.correlation(found.correlation());
        }
        if (pilot.hasClusters()) {
            options.clusters(found.clusters());
        }
    }

    private void size(PowerReport report, Effect what) {
        report.size(what, formula);
        report.otherFormulas(what, formula.orElse(Formula.UNPOOLED));
        dailyUnits.ifPresent(daily -> report.duration(daily, share));
    }

    private void inverse(PowerReport report, Optional<Effect> asked, double total) {
        report.units(total);
        asked.ifPresentOrElse(
                what -> report.power(what, formula, total), () -> report.detectable(effect.metric(), formula, total));
        dailyUnits.ifPresent(daily -> report.duration(daily, share));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** Reads {@code pooled-null}. */
    static final class ToFormula implements ITypeConverter<Formula> {
        @Override
        public Formula convert(String value) {
            return EnumOption.of(value, Formula.values());
        }
    }
}
