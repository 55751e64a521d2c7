package dev.fairlead.cli.experiment;

import dev.fairlead.cli.experiment.analyze.AnalyzeCommand;
import dev.fairlead.cli.experiment.analyze.InteractionsCommand;
import dev.fairlead.cli.experiment.assign.AssignCommand;
import dev.fairlead.cli.experiment.design.PlanCommand;
import dev.fairlead.cli.experiment.design.PowerCommand;
import dev.fairlead.cli.experiment.methods.AaCommand;
import dev.fairlead.cli.experiment.methods.BayesCommand;
import dev.fairlead.cli.experiment.methods.ClustersCommand;
import dev.fairlead.cli.experiment.methods.HoldoutCommand;
import dev.fairlead.cli.experiment.methods.SrmCommand;
import dev.fairlead.cli.experiment.methods.SwitchbackCommand;
import dev.fairlead.cli.experiment.offpolicy.OffPolicyCommand;
import dev.fairlead.cli.experiment.units.UnitsCommand;
import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description =
                "Design an experiment, lock its plan, assign its units, analyse it, evaluate policies from logs; error rates.",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            PowerCommand.class,
            PlanCommand.class,
            AssignCommand.class,
            UnitsCommand.class,
            AnalyzeCommand.class,
            InteractionsCommand.class,
            AaCommand.class,
            SwitchbackCommand.class,
            ClustersCommand.class,
            HoldoutCommand.class,
            BayesCommand.class,
            SrmCommand.class,
            OffPolicyCommand.class
        })
public final class ExperimentCommand {}
