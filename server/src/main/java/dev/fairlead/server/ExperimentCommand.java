package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = "Experiment statistics.",
        commandListHeading = "%nCommands:%n",
        subcommands = {ExperimentCalibrateCommand.class})
final class ExperimentCommand {}
