package dev.fairlead.cli.option;

import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command's data live and which numbers it uses. */
public final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder of the log, the models and the state (default: data/fairlead).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "Changes to the built-in numbers.")
    private Optional<Path> config = Optional.empty();

    /** Of a folder, with the built-in numbers. */
    public static DataOptions of(Path folder) {
        var options = new DataOptions();
        options.folder = Optional.of(folder);
        return options;
    }

    public Path folder() {
        return folder.orElseGet(() -> Path.of("data", "fairlead"));
    }

    /** Whether the folder was named, rather than taken by default. */
    boolean given() {
        return folder.isPresent();
    }

    public FeedConfig config() {
        return config.map(FeedConfig::read).orElseGet(FeedConfig::defaults);
    }

    public Optional<Path> configFile() {
        return config;
    }

    public Node open() {
        return Node.open(folder(), Apps.of(config()), Environment.system());
    }
}
