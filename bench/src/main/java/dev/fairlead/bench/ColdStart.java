package dev.fairlead.bench;

import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.errors.UserException;
import dev.fairlead.lightgbm.NativeLibrary;
import dev.fairlead.trees.TreeEnsemble;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A new Java process reads a model and scores for the first time; medians of several processes, in milliseconds. */
final class ColdStart {
    private static final int PROCESSES = 5;
    private static final int ROWS = 500;

    /** From the start of reading to the model, from there to the score of one row, from there to those of 500. */
    private static final List<String> METRICS = List.of("read", "first row", "first 500 rows");

    private ColdStart() {}

    static void measure(BenchTable table, String name, Path model, int features)
            throws IOException, InterruptedException {
        for (String subject : List.of(BenchTable.FAIRLEAD, LightGbmPeer.NAME)) {
            var millis = new double[METRICS.size()][PROCESSES];
            for (int process = 0; process < PROCESSES; process++) {
                String[] answer = run(subject, model, features);
                for (int i = 0; i < answer.length; i++) {
                    millis[i][process] = Long.parseLong(answer[i]) / 1e6;
                }
            }
            for (int i = 0; i < METRICS.size(); i++) {
                Arrays.sort(millis[i]);
                table.add(name, subject, METRICS.get(i), "ms", millis[i][PROCESSES / 2]);
            }
        }
    }

    private static String[] run(String subject, Path model, int features) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ColdStart.class.getName()));
        command.addAll(List.of(subject, model.toString(), String.valueOf(features)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String[] nanos = answer.substring(answer.lastIndexOf('\n') + 1).split(" ");
        if (process.waitFor() != 0 || nanos.length != METRICS.size()) {
            throw new UserException("a new process that scores by " + subject + " answered \"" + answer + "\"");
        }
        return nanos;
    }

    /** What the new process runs. */
    public static void main(String[] args) throws Exception {
        int features = Integer.parseInt(args[2]);
        float[] rows = new SimulatedRows(features, 0, 0).rows(ROWS + 1, 1);
        float[] row = Arrays.copyOf(rows, features);
        float[] others = Arrays.copyOfRange(rows, features, rows.length);
        var out = new double[ROWS];
        boolean ours = args[0].equals(BenchTable.FAIRLEAD);
        if (!ours) {
            NativeLibrary.load();
        }
        long start = System.nanoTime();
        Subject.Scoring scoring;
        if (ours) {
            TreeEnsemble model = TreeEnsemble.read(Path.of(args[1]));
            scoring = (some, scores) -> model.raw(some.floats(), some.count(), scores);
        } else {
            scoring = new LightGbmPeer(Files.readString(Path.of(args[1])))
                    .raw(false, 1)
                    .scoring();
        }
        long read = System.nanoTime();
        scoring.score(new Subject.Rows(1, features, row, new double[0]), out);
        long one = System.nanoTime();
        scoring.score(new Subject.Rows(ROWS, features, others, new double[0]), out);
        long all = System.nanoTime();
        System.out.println(read - start + " " + (one - read) + " " + (all - one));
        System.exit(0);
    }
}
