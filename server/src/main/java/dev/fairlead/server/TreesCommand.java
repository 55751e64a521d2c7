package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "trees",
        mixinStandardHelpOptions = true,
        description = "Score rows with a saved LightGBM or XGBoost model, or say what the model is.",
        commandListHeading = "%nCommands:%n",
        subcommands = {TreesPredictCommand.class, TreesDescribeCommand.class})
final class TreesCommand {}
