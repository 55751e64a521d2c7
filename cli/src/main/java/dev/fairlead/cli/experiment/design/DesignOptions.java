package dev.fairlead.cli.experiment.design;

import dev.fairlead.experiment.design.Clusters;
import dev.fairlead.experiment.design.Design;
import dev.fairlead.experiment.design.Errors;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Spending;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Error rates, arms, and what makes units worth more or less. */
final class DesignOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--alpha",
            defaultValue = "0.05",
            description = "Error rate of the whole test (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(names = "--power", defaultValue = "0.8", description = "Probability to detect (default: ${DEFAULT-VALUE}).")
    private double power;

    @Option(names = "--sides", defaultValue = "2", description = "2, or 1 (default: ${DEFAULT-VALUE}).")
    private int sides;

    @Option(
            names = "--arms",
            paramLabel = "N",
            description = "Arms with control (default: 2); alpha is shared by the comparisons.")
    private Optional<Integer> arms = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "W",
            split = ",",
            description = "Relative sizes of the arms, control first, such as 2,1 (default: equal).")
    private List<Double> weights = List.of();

    @Option(
            names = "--attrition",
            defaultValue = "0",
            description = "Share of units that will not be measured (default: ${DEFAULT-VALUE}).")
    private double attrition;

    @Option(
            names = "--cuped-correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "Correlation of the metric with its covariates (default: ${DEFAULT-VALUE}).")
    private double correlation;

    @Option(
            names = "--cluster-size",
            paramLabel = "M",
            defaultValue = "1",
            description = "Mean units of a cluster, where clusters are assigned (default: ${DEFAULT-VALUE}).")
    private double clusterSize;

    @Option(
            names = "--icc",
            defaultValue = "0",
            description = "Correlation of two units of one cluster (default: ${DEFAULT-VALUE}).")
    private double icc;

    @Option(
            names = "--cluster-cv",
            paramLabel = "CV",
            defaultValue = "0",
            description = "Standard deviation of cluster sizes over their mean (default: ${DEFAULT-VALUE}).")
    private double clusterCv;

    @Option(
            names = "--looks",
            paramLabel = "N",
            defaultValue = "1",
            description = "Looks at equal shares of the units, of a group-sequential test (default: ${DEFAULT-VALUE}).")
    private int looks;

    @Option(
            names = "--spending",
            paramLabel = "NAME",
            defaultValue = "obrien-fleming",
            converter = ToSpending.class,
            description = "How looks spend alpha: obrien-fleming, pocock, kim-demets:RHO or hwang-shih-decani:GAMMA "
                    + "(default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Spending spending;

    /** Takes what covariates explain from a table of past units. */
    void correlation(double measured) {
        correlation = measured;
    }

    /** Takes clusters as a table of past units has them. */
    void clusters(Clusters measured) {
        clusterSize = measured.size();
        icc = measured.correlation();
        clusterCv = measured.variation();
    }

    /** The design, with the units that looks cost. */
    Design design() {
        var errors = new Errors(alpha, sides, power);
        return new Design(
                errors, shares(), attrition, correlation, new Clusters(clusterSize, icc, clusterCv), inflation(errors));
    }

    int looks() {
        return looks;
    }

    /** Where the looks reject in one comparison. */
    Boundaries boundaries() {
        double[] information = Boundaries.equalInformation(looks);
        return Boundaries.spending(spending, alpha / (shares().size() - 1), information, sides == 2);
    }

    private double inflation(Errors errors) {
        if (looks == 1 || shares().size() < 2) {
            return 1;
        }
        double oneSide = errors.alpha() / (shares().size() - 1) / sides;
        return Math.max(1, boundaries().inflation(oneSide, power));
    }

    private List<Double> shares() {
        if (weights.isEmpty()) {
            return Collections.nCopies(Math.max(0, arms.orElse(2)), 1.0);
        }
        if (arms.filter(number -> number != weights.size()).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--arms " + arms.get() + " and " + weights.size() + " --weights do not agree");
        }
        return weights;
    }

    /** Reads the name of a spending function, with its parameter. */
    static final class ToSpending implements ITypeConverter<Spending> {
        @Override
        public Spending convert(String value) {
            String[] parts = value.toLowerCase(Locale.ROOT).split(":", 2);
            return switch (parts[0]) {
                case "obrien-fleming" -> new Spending.ObrienFlemingType();
                case "pocock" -> new Spending.PocockType();
                case "kim-demets" -> new Spending.KimDeMets(parameter(parts, "3"));
                case "hwang-shih-decani" -> new Spending.HwangShihDeCani(parameter(parts, "-4"));
                default ->
                    throw new TypeConversionException("'" + value
                            + "' is none of obrien-fleming, pocock, kim-demets:RHO, hwang-shih-decani:GAMMA");
            };
        }

        private static double parameter(String[] parts, String example) {
            try {
                return Double.parseDouble(parts[parts.length - 1]);
            } catch (NumberFormatException e) {
                throw new TypeConversionException(parts[0] + " needs a number, such as " + parts[0] + ":" + example);
            }
        }
    }
}
