package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = "Analyse an experiment by its plan.",
        commandListHeading = "%nCommands:%n",
        subcommands = {ExperimentAnalyzeCommand.class})
final class ExperimentCommand {}
