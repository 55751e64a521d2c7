package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.ranking.PositionBias;
import dev.fairlead.server.Training;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "position-bias",
        mixinStandardHelpOptions = true,
        description = {
            "How much less lower positions are noticed than the first, from the data folder's log: by the slots that were drawn evenly,",
            "and by all slots with a model of the items."
        })
public final class PositionBiasCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        FeedTraining.Prepared prepared;
        try (Workspace workspace = data.open()) {
            prepared = new Training(data.data().config())
                    .prepare(Training.source(
                            "log", false, workspace.log(), workspace.log().end()));
        }
        PositionBias.Slots drawn = PositionBias.slots(prepared.set().lists(), true);
        PositionBias.Slots all = PositionBias.slots(prepared.set().lists(), false);
        StringBuilder table =
                new StringBuilder("position   drawn slots  clicks    rate     all slots  clicks    rate\n");
        for (int k = 0; k < all.impressions().length; k++) {
            table.append(String.format(
                    Locale.ROOT,
                    "%8d  %12d  %6d  %6s  %12d  %6d  %6s%n",
                    k + 1,
                    drawn.impressions()[k],
                    drawn.clicks()[k],
                    rate(drawn, k),
                    all.impressions()[k],
                    all.clicks()[k],
                    rate(all, k)));
        }
        PositionBias randomized = PositionBias.randomized(prepared.set().lists());
        PositionBias regression = PositionBias.regressionEm(prepared.set());
        List<MetricRow> rows = new ArrayList<>();
        rows.add(row("randomized", randomized));
        rows.add(row("regression-em", regression));
        table.append(String.format(
                Locale.ROOT,
                "noticed as position^-e: e = %.3f (95 %% interval %.3f to %.3f) by the drawn slots, %.3f by regression on %d slots",
                randomized.exponent(),
                randomized.low(),
                randomized.high(),
                regression.exponent(),
                regression.impressions()));
        json.print(table.toString());
        json.write(rows, MetricRow::write);
        return 0;
    }

    private static String rate(PositionBias.Slots slots, int k) {
        return slots.impressions()[k] == 0
                ? "–"
                : String.format(Locale.ROOT, "%.4f", slots.clicks()[k] / (double) slots.impressions()[k]);
    }

    private static MetricRow row(String method, PositionBias bias) {
        return new MetricRow(
                method, "position-exponent", "all", bias.exponent(), bias.low(), bias.high(), bias.impressions());
    }
}
