package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads the Open Bandit data set, men's campaign: 34 items, three positions. A decision's context is its position from 0. */
final class OpenBandit {
    static final int ITEMS = 34;
    static final int POSITIONS = 3;

    private OpenBandit() {}

    /** A log in the order of time, as the file is. */
    static List<LoggedDecision<Integer>> log(String name) {
        Path file = Vectors.folder().resolveSibling("open-bandit-men").resolve(name + ".csv.gz");
        try (var stream = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(OpenBandit::decision).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoggedDecision<Integer> decision(String line) {
        String[] cells = line.split(",", 8);
        return new LoggedDecision<>(
                Integer.parseInt(cells[3]) - 1,
                Integer.parseInt(cells[2]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[4]),
                cells[6]);
    }

    /** Each position's probabilities of the items under the Thompson policy, by a Monte Carlo of the data set's authors. */
    static double[][] thompson() {
        try {
            var probabilities = new double[POSITIONS][ITEMS];
            List<String> lines = Files.readAllLines(Vectors.folder().resolve("ope/bts_action_dist_men.csv"));
            for (int item = 0; item < ITEMS; item++) {
                String[] cells = lines.get(item + 1).split(",");
                for (int position = 0; position < POSITIONS; position++) {
                    probabilities[position][item] = Double.parseDouble(cells[position]);
                }
            }
            return probabilities;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[][] uniform() {
        var probabilities = new double[POSITIONS][ITEMS];
        for (double[] position : probabilities) {
            Arrays.fill(position, 1.0 / ITEMS);
        }
        return probabilities;
    }

    /** How often a log shows the items at each position. */
    static double[][] frequencies(List<LoggedDecision<Integer>> log) {
        var shares = new double[POSITIONS][ITEMS];
        for (LoggedDecision<Integer> decision : log) {
            shares[decision.context()][decision.action()]++;
        }
        for (double[] position : shares) {
            double sum = Arrays.stream(position).sum();
            for (int item = 0; item < ITEMS; item++) {
                position[item] /= sum;
            }
        }
        return shares;
    }
}
