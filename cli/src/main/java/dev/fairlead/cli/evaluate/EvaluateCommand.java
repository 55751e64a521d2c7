package dev.fairlead.cli.evaluate;

import picocli.CommandLine.Command;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        subcommands = {FeedCommand.class},
        description = "Measure on data that nothing was trained on, beside the baselines.")
public final class EvaluateCommand {}
