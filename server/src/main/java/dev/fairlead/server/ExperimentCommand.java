package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description =
                "Design an experiment, lock its plan, assign its units, analyse it, and evaluate policies from logs.",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            ExperimentPowerCommand.class,
            ExperimentPlanCommand.class,
            ExperimentAssignCommand.class,
            ExperimentAnalyzeCommand.class,
            ExperimentOpeCommand.class
        })
final class ExperimentCommand {}
