package dev.fairlead.cli.experiment.offpolicy;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.offpolicy.CrossFit;
import dev.fairlead.experiment.offpolicy.LoggedDecision;
import dev.fairlead.experiment.offpolicy.Observation;
import dev.fairlead.experiment.offpolicy.RewardModel;
import dev.fairlead.experiment.offpolicy.Sampling;
import dev.fairlead.experiment.offpolicy.SmoothedMean;
import dev.fairlead.report.NumberFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** A log of decisions in a file. A decision's context is its position, an index. */
final class DecisionLog {
    @Option(
            names = "--log",
            required = true,
            paramLabel = "FILE",
            description = "The log, CSV (also packed by gzip) or Parquet.")
    private Path file = Path.of("");

    @Option(names = "--action", required = true, paramLabel = "COLUMN", description = "Column of what was chosen.")
    private String action = "";

    @Option(
            names = "--propensity",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of the probability with which it was chosen.")
    private String propensity = "";

    @Option(names = "--reward", required = true, paramLabel = "COLUMN", description = "Column of what came of it.")
    private String reward = "";

    @Option(
            names = "--position",
            paramLabel = "COLUMN",
            description = "Column of the slot, if policies choose for each slot by itself.")
    private Optional<String> position = Optional.empty();

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description = "Column of who the decision was for, if decisions of one depend on each other.")
    private Optional<String> cluster = Optional.empty();

    private final Map<String, Integer> actions = new LinkedHashMap<>();
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<LoggedDecision<Integer>> decisions = new ArrayList<>();
    private final List<Double> targets = new ArrayList<>();

    /** @param target column of the evaluated policy's probability of the logged action, if the log has one */
    void read(Optional<String> target) {
        var columns = new ArrayList<>(List.of(action, propensity, reward));
        position.ifPresent(columns::add);
        cluster.ifPresent(columns::add);
        target.ifPresent(columns::add);
        TableRows.read(file, columns, row -> accept(row, target.isPresent()));
        if (decisions.isEmpty()) {
            throw new UserException(file + " has no decision");
        }
    }

    private void accept(TableRows.Row row, boolean withTarget) {
        int slot = position.isPresent() ? index(positions, row.text(3)) : index(positions, "");
        String unit = cluster.isPresent() ? row.text(position.isPresent() ? 4 : 3) : "";
        if (row.text(0).isEmpty()) {
            throw new UserException(file + ", row " + row.number() + ": column '" + action + "' holds no action");
        }
        OptionalDouble known = row.text(1).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(row.number(1));
        try {
            decisions.add(LoggedDecision.read(slot, index(actions, row.text(0)), known, row.number(2), unit));
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ", row " + row.number() + ": " + e.getMessage());
        }
        if (withTarget) {
            targets.add(row.number(row.columns().size() - 1));
        }
    }

    private static int index(Map<String, Integer> names, String name) {
        return names.computeIfAbsent(name, _ -> names.size());
    }

    /** Beside the policy whose probabilities the log has itself. */
    List<Observation> besideColumn() {
        return IntStream.range(0, decisions.size())
                .mapToObj(i -> {
                    LoggedDecision<Integer> each = decisions.get(i);
                    return new Observation(each.propensity(), targets.get(i), each.reward(), 0, 0, each.unit());
                })
                .toList();
    }

    /** Beside a policy, with the predictions of a reward model. */
    List<Observation> beside(TargetPolicy policy, int folds, double kappa) {
        Supplier<RewardModel.Learner<Integer>> learner = () -> new SmoothedMean<>(slot -> slot, kappa);
        if (folds == 1) {
            RewardModel.Learner<Integer> all = learner.get();
            decisions.forEach(all::accept);
            RewardModel<Integer> model = all.model();
            return decisions.stream()
                    .map(each -> Observation.of(each, policy, model))
                    .toList();
        }
        if (cluster.isEmpty()) {
            return CrossFit.observe(decisions, policy, folds, learner);
        }
        var fit = new CrossFit<>(folds, learner);
        decisions.forEach(each -> fit.accept(fit.fold(each.unit()), each));
        List<RewardModel<Integer>> models =
                IntStream.range(0, folds).mapToObj(fit::model).toList();
        return decisions.stream()
                .map(each -> Observation.of(each, policy, models.get(fit.fold(each.unit()))))
                .toList();
    }

    Sampling sampling() {
        return cluster.isPresent() ? Sampling.UNITS : Sampling.DECISIONS;
    }

    /** The index of each action by its name. */
    Map<String, Integer> actions() {
        return actions;
    }

    /** The index of each position by its name; "" alone if there are none. */
    Map<String, Integer> positions() {
        return positions;
    }

    Optional<String> positionColumn() {
        return position;
    }

    String actionColumn() {
        return action;
    }

    List<LoggedDecision<Integer>> decisions() {
        return decisions;
    }

    @Override
    public String toString() {
        return file.getFileName() + ": " + NumberFormat.whole(decisions.size()) + " decisions, " + actions.size()
                + " actions"
                + position.map(_ -> ", " + positions.size() + " positions").orElse("");
    }
}
