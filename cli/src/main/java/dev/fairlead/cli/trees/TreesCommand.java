package dev.fairlead.cli.trees;

import picocli.CommandLine.Command;

@Command(
        name = "trees",
        mixinStandardHelpOptions = true,
        description = "Score rows with a saved LightGBM or XGBoost model, or say what the model is.",
        commandListHeading = "%nCommands:%n",
        subcommands = {PredictCommand.class, DescribeCommand.class})
public final class TreesCommand {}
