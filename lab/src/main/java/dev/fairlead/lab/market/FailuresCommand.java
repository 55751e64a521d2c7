package dev.fairlead.lab.market;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.evaluation.EvaluationTable;
import java.io.IOException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        description = {
            "Mistakes that many teams make once, made on purpose in simulated markets, each beside its cure: training on clicks",
            "alone, training without propensities, ranking without a quota for new sellers, a skewed feature, sold-out items."
        })
public final class FailuresCommand implements PluginCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private StudyOptions markets = new StudyOptions();

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        markets.check();
        FailureStudy study = new FailureStudy(SimulatedMarket.config(), line -> System.err.println("  " + line));
        for (long seed = 1; seed <= markets.seeds(); seed++) {
            System.err.println("simulated market, seed " + seed + " of " + markets.seeds());
            study.run(markets.of(seed), markets.historyDays());
        }
        json.print(markets + ";\n95 % intervals over seeds\n\n"
                + EvaluationTable.text(study.figures())
                + "\nthe mistake against its cure in the same markets, in percent\n\n"
                + EvaluationTable.text(study.changes()));
        json.write(
                Stream.concat(study.figures().stream(), study.changes().stream())
                        .toList(),
                MetricRow::write);
        return 0;
    }
}
