package dev.fairlead.server;

import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description =
                "Design an experiment, lock its plan, assign its units, analyse it, evaluate policies from logs; error rates.",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            ExperimentPowerCommand.class,
            ExperimentPlanCommand.class,
            ExperimentAssignCommand.class,
            ExperimentUnitsCommand.class,
            ExperimentAnalyzeCommand.class,
            ExperimentAaCommand.class,
            ExperimentSwitchbackCommand.class,
            ExperimentClustersCommand.class,
            ExperimentHoldoutCommand.class,
            ExperimentBayesCommand.class,
            ExperimentSrmCommand.class,
            ExperimentOpeCommand.class,
            ExperimentCalibrateCommand.class
        })
final class ExperimentCommand {}
