package dev.fairlead.cli.experiment.offpolicy;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.bandit.Policy;
import dev.fairlead.report.NumberFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The policy that is evaluated: the probability of each action at each position of a log.
 *
 * @param byPosition probabilities of the actions by the index of the position
 * @param warning of what was supposed
 */
record TargetPolicy(double[][] byPosition, Optional<String> warning) implements Policy<Integer> {
    static final String UNIFORM = "uniform";
    private static final String PROBABILITY = "probability";
    private static final String ACTION = "action";
    private static final String POSITION = "position";
    private static final double ROUNDING = 1e-6;

    @Override
    public double[] probabilities(Integer position) {
        return byPosition[position];
    }

    /** Reads a policy for the actions of a log, or for more: those are added to the log's. */
    static TargetPolicy read(String name, DecisionLog log, Optional<Integer> actions) {
        if (name.equals(UNIFORM)) {
            return uniform(log, actions);
        }
        Path file = Path.of(name);
        List<String> columns = TableRows.columns(file);
        double[][] probabilities =
                columns.contains(PROBABILITY) ? rows(file, columns, log) : matrix(file, columns, log);
        check(file, probabilities, log);
        return new TargetPolicy(probabilities, Optional.empty());
    }

    private static TargetPolicy uniform(DecisionLog log, Optional<Integer> actions) {
        int logged = log.actions().size();
        int count = actions.orElse(logged);
        if (count < logged) {
            throw new UserException("the log has " + logged + " actions, more than --actions " + count);
        }
        var probabilities = new double[log.positions().size()][count];
        Arrays.stream(probabilities).forEach(position -> Arrays.fill(position, 1.0 / count));
        return new TargetPolicy(
                probabilities,
                actions.isPresent()
                        ? Optional.empty()
                        : Optional.of("uniform over the " + logged
                                + " actions that the log has; --actions says how many there are to choose from"));
    }

    /** One probability a row. What has no row has probability 0. */
    private static double[][] rows(Path file, List<String> columns, DecisionLog log) {
        String action = column(file, columns, log.actionColumn(), ACTION);
        boolean slots = log.positionColumn().isPresent();
        if (!slots && columns.contains(POSITION)) {
            throw new UserException(
                    file + " has probabilities by position; say which column of the log holds it: --position");
        }
        List<String> read = slots
                ? List.of(
                        action,
                        PROBABILITY,
                        column(file, columns, log.positionColumn().orElseThrow(), POSITION))
                : List.of(action, PROBABILITY);
        Map<String, Integer> actions = log.actions();
        TableRows.read(file, List.of(action), row -> actions.computeIfAbsent(row.text(0), _ -> actions.size()));
        var probabilities = new double[log.positions().size()][actions.size()];
        TableRows.read(file, read, row -> {
            Integer slot = log.positions().get(slots ? row.text(2) : "");
            if (slot != null) {
                probabilities[slot][actions.getOrDefault(row.text(0), 0)] += row.number(1);
            }
        });
        return probabilities;
    }

    private static String column(Path file, List<String> columns, String asInLog, String usual) {
        return List.of(asInLog, usual).stream()
                .filter(columns::contains)
                .findFirst()
                .orElseThrow(() -> new UserException(file + " has neither a column '" + asInLog + "' nor '" + usual
                        + "', only " + String.join(", ", columns)));
    }

    /** A row for each action 0, 1, 2, …, a column for each position. */
    private static double[][] matrix(Path file, List<String> columns, DecisionLog log) {
        List<String> read = log.positions().keySet().stream()
                .map(position -> column(file, columns, position))
                .toList();
        Map<String, Integer> actions = log.actions();
        long[] rows = {0};
        TableRows.read(file, read, _ -> actions.computeIfAbsent(Long.toString(rows[0]++), _ -> actions.size()));
        var probabilities = new double[read.size()][actions.size()];
        TableRows.read(
                file,
                read,
                row -> IntStream.range(0, read.size())
                        .forEach(slot -> probabilities[slot][actions.getOrDefault(Long.toString(row.number() - 1), 0)] =
                                row.number(slot)));
        return probabilities;
    }

    /** A position's column: {@code 1}, {@code pos1}, {@code position_1}; the only one, if the log has no positions. */
    private static String column(Path file, List<String> columns, String position) {
        List<String> fitting = position.isEmpty()
                ? columns
                : columns.stream()
                        .filter(column -> column.matches("[^0-9]*" + Pattern.quote(position)))
                        .toList();
        if (fitting.size() != 1) {
            throw new UserException(
                    file + " has no column '" + PROBABILITY + "', and " + fitting.size() + " of its columns ("
                            + String.join(", ", columns) + ") fit "
                            + (position.isEmpty() ? "a log without --position" : "position " + position)
                            + "; see --help for what a policy's file holds");
        }
        return fitting.getFirst();
    }

    private static void check(Path file, double[][] probabilities, DecisionLog log) {
        log.positions().forEach((position, slot) -> {
            double sum = Arrays.stream(probabilities[slot]).sum();
            if (!(Math.abs(sum - 1) <= ROUNDING)) {
                throw new UserException(
                        file + ": the probabilities" + (position.isEmpty() ? "" : " at position " + position)
                                + " sum to " + NumberFormat.number(sum) + "; they must sum to 1");
            }
        });
    }
}
