package dev.fairlead.bench;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead bench micro}. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description = {
            "Measure inner loops by JMH, each in a Java of its own. The error is half of JMH's 99.9 % interval.",
            "Only figures of one run, on a machine that does nothing else, compare."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead bench micro TreeScoring -p rows=500")
public final class MicroCommand implements PluginCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "REGEX",
            defaultValue = "dev\\.fairlead\\..*",
            description = "Which benchmarks, by class and method (default: all).")
    private String include = "";

    @Option(
            names = "-p",
            paramLabel = "NAME=VALUE[,VALUE]",
            description = "Only these values of a benchmark's parameter.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--millis",
            paramLabel = "N",
            description = "Time of an iteration, to warm up and to measure (default: the benchmark's own).")
    private int millis;

    /** Called by the command line. */
    public MicroCommand() {}

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws Exception {
        var options = new OptionsBuilder().include(include).shouldFailOnError(true);
        parameters.forEach((name, values) -> options.param(name, values.split(",")));
        if (millis > 0) {
            options.warmupTime(TimeValue.milliseconds(millis)).measurementTime(TimeValue.milliseconds(millis));
        }
        BenchTable.progress(Machine.describe());
        var table = new BenchTable();
        // Standard output is the table's.
        var progress = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL);
        for (RunResult result : new Runner(options.build(), progress).run()) {
            add(table, result);
        }
        table.print(json);
        return 0;
    }

    private static void add(BenchTable table, RunResult result) {
        var name = new StringBuilder(result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"));
        for (String key : result.getParams().getParamsKeys()) {
            name.append(", ").append(key).append(' ').append(result.getParams().getParam(key));
        }
        Result<?> score = result.getPrimaryResult();
        table.add(name.toString(), BenchTable.FAIRLEAD, "mean", score.getScoreUnit(), score.getScore());
        table.add(name.toString(), BenchTable.FAIRLEAD, "error", score.getScoreUnit(), score.getScoreError());
    }
}
