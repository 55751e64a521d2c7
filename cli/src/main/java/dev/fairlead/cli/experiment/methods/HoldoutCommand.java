package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.option.EnumOption;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.design.LongRunHoldout;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "holdout",
        mixinStandardHelpOptions = true,
        description = {
            "Analyse a long-run holdout: what all launches are worth together, everybody else less those held out, by period",
            "and added up. A row per unit and time; rows of a unit are added up, and it counts from its first row on. Intervals",
            "are of one period each: not of all at once. JSON rows: policy, metric, slice, value, low, high, n; metrics are",
            "NAME (in the period), NAME-until (added up) and NAME-until-lift, slices the periods."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead experiment holdout --data orders.csv --unit-column user --arm-column group \\",
            "      --holdout holdout --metric revenue --time-column day --by month"
        })
public final class HoldoutCommand implements Callable<Integer> {
    @Mixin
    private DesignTable table = new DesignTable();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--unit-column", required = true, paramLabel = "NAME", description = "Ids of units.")
    private String unit = "";

    @Option(names = "--time-column", required = true, paramLabel = "NAME", description = "When a row was.")
    private String time = "";

    @Option(
            names = "--holdout",
            paramLabel = "ARM",
            defaultValue = "holdout",
            description = "The name of the holdout; all other arms are everybody else (default: ${DEFAULT-VALUE}).")
    private String holdout = "holdout";

    /** Lengths of periods. */
    enum By {
        DAY,
        WEEK,
        MONTH
    }

    @Option(
            names = "--by",
            paramLabel = "PERIOD",
            defaultValue = "month",
            description = "day, week (of ISO 8601) or month, in UTC (default: ${DEFAULT-VALUE}).",
            converter = ToBy.class)
    private By by = By.MONTH;

    /** Reads {@code month}. */
    static final class ToBy implements ITypeConverter<By> {
        @Override
        public By convert(String value) {
            return EnumOption.of(value, By.values());
        }
    }

    @Override
    public Integer call() throws IOException {
        var fold = new LongRunHoldout<String>();
        table.read(
                List.of(time, unit),
                row -> fold.accept(
                        row.others().get(1), row.arm().equals(holdout), period(table.seconds(row, 0)), row.value()));
        List<LongRunHoldout.Found<String>> found;
        try {
            found = fold.found();
        } catch (IllegalArgumentException e) {
            throw new UserException(table.data() + ": " + e.getMessage());
        }
        json.print(text(found));
        var rows = new ArrayList<EffectRow>();
        found.forEach(each -> rows(each, rows));
        json.write(rows, EffectRow::write);
        return 0;
    }

    private String period(long seconds) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return switch (by) {
            case DAY -> at.toLocalDate().toString();
            case WEEK ->
                String.format(
                        Locale.ROOT,
                        "%d-W%02d",
                        at.get(IsoFields.WEEK_BASED_YEAR),
                        at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> at.toLocalDate().toString().substring(0, "2026-03".length());
        };
    }

    private String text(List<LongRunHoldout.Found<String>> found) {
        var text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s per unit, everybody else less %s%n%n", table.metric(), holdout));
        String format = "%-10s  %10s  %10s  %-50s  %s%n";
        text.append(String.format(Locale.ROOT, format, "period", "held out", "others", "in the period", "added up"));
        for (LongRunHoldout.Found<String> each : found) {
            text.append(String.format(
                    Locale.ROOT,
                    format,
                    each.period(),
                    NumberFormat.whole(each.heldOut()),
                    NumberFormat.whole(each.others()),
                    words(each.within()),
                    words(each.until())));
        }
        return text.toString();
    }

    /** A period in which nobody did anything has no error. */
    private static boolean readable(Comparison comparison) {
        return comparison.control().variance() + comparison.treatment().variance() > 0;
    }

    private String words(Comparison comparison) {
        if (!readable(comparison)) {
            return "no variation";
        }
        Estimate estimate = comparison.difference();
        return String.format(
                Locale.ROOT,
                "%s (%s to %s)",
                NumberFormat.signed(estimate.value()),
                NumberFormat.signed(estimate.interval(table.confidence()).low()),
                NumberFormat.signed(estimate.interval(table.confidence()).high()));
    }

    private void rows(LongRunHoldout.Found<String> each, List<EffectRow> rows) {
        long n = each.heldOut() + each.others();
        row(table.metric(), each.period(), each.within(), n, rows);
        row(table.metric() + "-until", each.period(), each.until(), n, rows);
        if (readable(each.until()) && each.until().control().value() > 0) {
            add(
                    table.metric() + "-until-lift",
                    each.period(),
                    each.until().lift().estimate(),
                    n,
                    rows);
        }
    }

    private void row(String metric, String period, Comparison comparison, long n, List<EffectRow> rows) {
        if (readable(comparison)) {
            add(metric, period, comparison.difference(), n, rows);
        }
    }

    private void add(String metric, String period, Estimate estimate, long n, List<EffectRow> rows) {
        rows.add(new EffectRow(
                "everybody",
                metric,
                "period=" + period,
                estimate.value(),
                estimate.interval(table.confidence()).low(),
                estimate.interval(table.confidence()).high(),
                n));
    }
}
