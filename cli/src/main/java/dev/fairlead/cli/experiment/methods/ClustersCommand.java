package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.design.FewClusters;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "clusters",
        mixinStandardHelpOptions = true,
        description = {
            "Analyse an experiment on few clusters, such as cities, that were assigned as a whole: a row per unit.",
            "Three tests side by side: CR2 with Satterthwaite's degrees of freedom, assignment drawn anew, wild bootstrap.",
            "JSON rows: policy, metric, slice, value, low, high, n; metrics are NAME, NAME-p, NAME-permutation-p, NAME-wild-p."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead experiment clusters --data users.csv --arm-column arm --metric revenue \\",
            "      --cluster-column city"
        })
public final class ClustersCommand implements Callable<Integer> {
    @Mixin
    private DesignTable table = new DesignTable();

    @Mixin
    private ArmNames arms = new ArmNames();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--cluster-column", required = true, paramLabel = "NAME", description = "Ids of clusters.")
    private String cluster = "";

    @Override
    public Integer call() throws IOException {
        var fold = new FewClusters();
        table.read(
                List.of(cluster),
                row -> fold.accept(
                        row.others().getFirst(), table.treated(row, arms.control(), arms.treatment()), row.value()));
        FewClusters.Found found;
        try {
            found = fold.found(table.random(), table.draws());
        } catch (IllegalArgumentException e) {
            throw new UserException(table.data() + ": " + e.getMessage());
        }
        json.print(text(found));
        json.write(rows(found), EffectRow::write);
        return 0;
    }

    private String text(FewClusters.Found found) {
        return String.format(
                Locale.ROOT,
                "%s: %s in %s, %s%n  CR2, %s degrees of freedom%n  permutation of clusters: p %s%s; the least possible is %s%n"
                        + "  wild bootstrap: p %s%s%n%s clusters of %s, %s of %s; %s rows%n",
                table.metric(),
                NumberFormat.number(found.control()),
                arms.control(),
                table.words(found.difference()),
                NumberFormat.number(found.difference().df()),
                DesignTable.p(found.permutation().p()),
                found.permutation().exact() ? ", exact" : "",
                DesignTable.p(found.leastP()),
                DesignTable.p(found.wild().p()),
                found.wild().exact() ? ", all signs" : "",
                NumberFormat.whole(found.controlClusters()),
                arms.control(),
                NumberFormat.whole(found.treatmentClusters()),
                arms.treatment(),
                NumberFormat.whole(found.rows()));
    }

    private List<EffectRow> rows(FewClusters.Found found) {
        String policy = arms.treatment();
        String metric = table.metric();
        long n = found.controlClusters() + found.treatmentClusters();
        return List.of(
                EffectRow.of(
                        policy,
                        metric,
                        found.difference().value(),
                        found.difference().interval(table.confidence()),
                        n),
                EffectRow.point(
                        policy, metric + "-p", EffectRow.ALL, found.difference().p(0), n),
                EffectRow.point(
                        policy,
                        metric + "-permutation-p",
                        EffectRow.ALL,
                        found.permutation().p(),
                        found.permutation().permutations()),
                EffectRow.point(
                        policy,
                        metric + "-wild-p",
                        EffectRow.ALL,
                        found.wild().p(),
                        found.wild().draws()),
                EffectRow.point(arms.control(), metric + "-level", EffectRow.ALL, found.control(), found.rows()));
    }
}
