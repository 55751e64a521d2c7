package dev.fairlead.cli.experiment.offpolicy;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.offpolicy.ActionEstimator;
import dev.fairlead.experiment.offpolicy.Observation;
import dev.fairlead.experiment.offpolicy.Requirements;
import dev.fairlead.experiment.offpolicy.Sampling;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "ope",
        mixinStandardHelpOptions = true,
        description = {
            "Estimate what another policy would have earned, from a log of decisions with propensities.",
            "Every usual estimator with a 95 %% interval, and how far the log supports it at all; a log that does not",
            "is refused, with status 1. JSON rows: policy, metric, slice, value, low, high, n."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead experiment ope --log random.csv.gz --action item_id \\",
            "      --position position --propensity propensity_score --reward click \\",
            "      --policy new-policy.csv",
            "  fairlead experiment ope --log log.parquet --action arm --propensity p \\",
            "      --reward spend --cluster user --policy-column target_p",
            "  fairlead experiment ope --log log.csv --action arm --propensity p \\",
            "      --reward click --policy uniform --actions 34",
            "",
            "A policy's file has the columns action, probability and, with --position,",
            "position; or, for the actions 0, 1, 2, … in this order, a column of",
            "probabilities for each position, named like it: 1 or pos1."
        })
public final class OffPolicyCommand implements Callable<Integer> {
    private static final int FEWEST = 19;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private DecisionLog log = new DecisionLog();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy to evaluate, CSV or Parquet; or: uniform.")
    private Optional<String> policy = Optional.empty();

    @Option(
            names = "--policy-column",
            paramLabel = "COLUMN",
            description = "In place of --policy: column of the log with the policy's probability of the logged action. "
                    + "Without its other probabilities there is no direct method, and nothing doubly robust.")
    private Optional<String> policyColumn = Optional.empty();

    @Option(
            names = "--actions",
            paramLabel = "N",
            description = "How many actions a uniform policy chooses from (default: as many as the log has).")
    private Optional<Integer> actions = Optional.empty();

    @Option(
            names = "--clip",
            split = ",",
            defaultValue = "10",
            description = "Largest weights (default: ${DEFAULT-VALUE}).")
    private List<Double> clips = List.of();

    @Option(
            names = "--switch",
            split = ",",
            defaultValue = "5",
            description = "Weights above which Switch-DR believes the model (default: ${DEFAULT-VALUE}).")
    private List<Double> switches = List.of();

    @Option(
            names = "--lambda",
            split = ",",
            defaultValue = "10",
            description = "Shrinkage of DRos (default: ${DEFAULT-VALUE}).")
    private List<Double> lambdas = List.of();

    @Option(
            names = "--folds",
            defaultValue = "2",
            description = "Folds in which the reward model is cross-fitted; 1 for none (default: ${DEFAULT-VALUE}).")
    private int folds;

    @Option(
            names = "--kappa",
            defaultValue = "100",
            description =
                    "Decisions that the mean reward weighs in the reward model, which is a smoothed mean by action and "
                            + "position (default: ${DEFAULT-VALUE}).")
    private double kappa;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description =
                    "Intervals by the percentile-t bootstrap of N resamples, such as 999, in place of normal ones.")
    private Optional<Integer> bootstrap = Optional.empty();

    @Option(names = "--seed", defaultValue = "1", description = "Of the bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rewards",
            split = ",",
            paramLabel = "R",
            description =
                    "Least and largest possible reward, such as 0,1: adds an empirical Bernstein interval, which holds "
                            + "whatever the weights.")
    private List<Double> rewards = List.of();

    @Option(
            names = "--least-effective",
            paramLabel = "N",
            defaultValue = "100",
            description = "Effective sample size below which there is no estimate (default: ${DEFAULT-VALUE}).")
    private double least;

    @Override
    public Integer call() throws IOException {
        check();
        log.read(policyColumn);
        var report = new OffPolicyReport(
                policyColumn.orElseGet(() -> policy.orElseThrow()), log, estimators(), requirements());
        List<Observation> decisions = decisions(report);
        report.evaluate(decisions);
        if (bootstrap.isPresent()) {
            report.bootstrap(decisions, bootstrap.get(), seed);
        }
        if (!rewards.isEmpty()) {
            report.bernstein(decisions, clips.getFirst(), rewards.get(0), rewards.get(1));
        }
        report.print(json);
        report.refusal().ifPresent(reason -> {
            throw new UserException(reason);
        });
        return 0;
    }

    private void check() {
        if (policy.isPresent() == policyColumn.isPresent()) {
            throw wrong(
                    "give the policy to evaluate, either as --policy FILE (or uniform) or as --policy-column COLUMN");
        }
        if (actions.isPresent() && !policy.equals(Optional.of(TargetPolicy.UNIFORM))) {
            throw wrong("--actions is for --policy uniform");
        }
        if (!rewards.isEmpty() && (rewards.size() != 2 || log.sampling() == Sampling.UNITS)) {
            throw wrong(
                    rewards.size() == 2
                            ? "--rewards is for independent decisions, not for --cluster"
                            : "--rewards needs two numbers, such as 0,1");
        }
        if (bootstrap.filter(n -> n < FEWEST).isPresent()) {
            throw wrong("--bootstrap needs at least " + FEWEST + " resamples, such as 999");
        }
    }

    private List<Observation> decisions(OffPolicyReport report) {
        if (policyColumn.isPresent()) {
            return log.besideColumn();
        }
        TargetPolicy target = TargetPolicy.read(policy.orElseThrow(), log, actions);
        target.warning().ifPresent(report::warn);
        if (folds == 1) {
            report.warn("the reward model learned from the decisions that it corrects: use --folds 2 or more");
        }
        return log.beside(target, folds, kappa);
    }

    private Requirements requirements() {
        Requirements usual = Requirements.usual();
        return new Requirements(
                least,
                usual.effectiveShare(),
                usual.cautionShare(),
                usual.meanWeightP(),
                usual.cautionMeanWeightP(),
                usual.unsupported(),
                usual.floor(),
                usual.thinShare(),
                usual.topShare());
    }

    private Map<String, ActionEstimator> estimators() {
        var all = new LinkedHashMap<String, ActionEstimator>();
        all.put("ips", new ActionEstimator.Ips());
        all.put("snips", new ActionEstimator.SelfNormalisedIps());
        clips.forEach(
                clip -> all.put("clipped-ips@" + NumberFormat.number(clip), new ActionEstimator.ClippedIps(clip)));
        if (policyColumn.isEmpty()) {
            all.put("dm", new ActionEstimator.DirectMethod());
            all.put("dr", new ActionEstimator.DoublyRobust());
            all.put("sndr", new ActionEstimator.SelfNormalisedDoublyRobust());
            switches.forEach(
                    at -> all.put("switch-dr@" + NumberFormat.number(at), new ActionEstimator.SwitchDoublyRobust(at)));
            lambdas.forEach(lambda ->
                    all.put("dros@" + NumberFormat.number(lambda), new ActionEstimator.ShrunkDoublyRobust(lambda)));
        }
        return all;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
