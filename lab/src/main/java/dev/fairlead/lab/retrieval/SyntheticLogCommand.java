package dev.fairlead.lab.retrieval;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.sim.SyntheticLog;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "synthetic-log",
        mixinStandardHelpOptions = true,
        description = "Write a simulated table of interactions of any size, to measure what that size costs.")
public final class SyntheticLogCommand implements PluginCommand {
    @Parameters(paramLabel = "FILE", description = "The CSV file to write.")
    private Path file = Path.of("");

    @Option(names = "--interactions", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
    private long interactions;

    @Option(names = "--users", defaultValue = "60000", description = "Default: ${DEFAULT-VALUE}.")
    private int users;

    @Option(names = "--items", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(names = "--days", defaultValue = "90", description = "Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        new SyntheticLog(interactions, users, items, days, seed).write(file);
        System.out.println(file + ": " + interactions + " interactions (SIMULATED)");
        return 0;
    }
}
