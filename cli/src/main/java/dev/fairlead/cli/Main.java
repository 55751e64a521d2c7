package dev.fairlead.cli;

import dev.fairlead.cli.bench.BenchCommand;
import dev.fairlead.cli.bench.ConformanceCommand;
import dev.fairlead.cli.data.AuditCommand;
import dev.fairlead.cli.data.DeadLettersCommand;
import dev.fairlead.cli.data.EraseCommand;
import dev.fairlead.cli.data.ExportCommand;
import dev.fairlead.cli.data.ParityCommand;
import dev.fairlead.cli.data.PositionBiasCommand;
import dev.fairlead.cli.data.QuarantineCommand;
import dev.fairlead.cli.data.ReplayCommand;
import dev.fairlead.cli.evaluate.EvaluateCommand;
import dev.fairlead.cli.experiment.ExperimentCommand;
import dev.fairlead.cli.imports.ImportCommand;
import dev.fairlead.cli.launch.LaunchCommand;
import dev.fairlead.cli.models.ModelsCommand;
import dev.fairlead.cli.models.ReproduceCommand;
import dev.fairlead.cli.models.TrainCommand;
import dev.fairlead.cli.schema.SchemaCommand;
import dev.fairlead.cli.serve.ServeCommand;
import dev.fairlead.cli.trees.TreesCommand;
import dev.fairlead.duckdb.TableException;
import dev.fairlead.errors.UserException;
import dev.fairlead.log.LogException;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.sim.MalformedFile;
import dev.fairlead.sqlite.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit status: 0 success, 1 a failed check or a refused operation, 2 wrong usage. */
@Command(
        name = "fairlead",
        mixinStandardHelpOptions = true,
        version = "Fairlead 0.1.0",
        description = {"Ranks a product's feed from its event log, and proves what that does.", ""},
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start with: ./fairlead demo",
            "Every command that prints a table takes --json FILE ('-' for standard output)."
        },
        subcommands = {
            ServeCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            DeadLettersCommand.class,
            QuarantineCommand.class,
            EraseCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            AuditCommand.class,
            PositionBiasCommand.class,
            ModelsCommand.class,
            LaunchCommand.class,
            ReproduceCommand.class,
            ParityCommand.class,
            ReplayCommand.class,
            SchemaCommand.class,
            TreesCommand.class,
            ExperimentCommand.class,
            ConformanceCommand.class,
            BenchCommand.class
        })
public final class Main {
    /** What is wrong outside the program: told in a sentence, without a stack trace. */
    private static final List<Class<? extends Exception>> EXPECTED = List.of(
            StoreException.class,
            TableException.class,
            LogException.class,
            DamagedModelException.class,
            MalformedFile.class,
            UserException.class,
            IllegalArgumentException.class,
            IOException.class,
            UncheckedIOException.class);

    private Main() {}

    /** Libraries that tell every step at level INFO; kept here so that the level is not forgotten. */
    private static final List<Logger> TALKATIVE =
            List.of(Logger.getLogger("io.github.metarank"), Logger.getLogger("io.helidon"));

    /** Runs one command and exits. */
    public static void main(String[] args) {
        TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        var main = new CommandLine(new Main());
        for (PluginCommand command : ServiceLoader.load(PluginCommand.class)) {
            CommandLine parent = command.parent().isEmpty()
                    ? main
                    : Objects.requireNonNull(main.getSubcommands().get(command.parent()));
            parent.addSubcommand(command);
        }
        return main.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler((e, commandLine, _) -> {
            if (EXPECTED.stream().noneMatch(type -> type.isInstance(e))) {
                throw e;
            }
            commandLine.getErr().println("fairlead: " + sentence(e));
            return 1;
        });
    }

    /** The exceptions of the file system have only a file's name for a message. */
    private static String sentence(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no file or folder " + missing.getFile();
            case AccessDeniedException denied -> "no permission to use " + denied.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " exists and is not a folder";
            case FileSystemException other -> "cannot use " + other.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }
}
