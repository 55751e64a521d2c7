package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        subcommands = {
            EvaluateFeedCommand.class,
            EvaluateRetrievalCommand.class,
            EvaluateMarketCommand.class,
            EvaluatePoliciesCommand.class,
            EvaluateFailuresCommand.class
        },
        description = "Measure on data that nothing was trained on, beside the baselines.")
final class EvaluateCommand {}
