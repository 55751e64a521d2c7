package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.design.Switchback;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "switchback",
        mixinStandardHelpOptions = true,
        description = {
            "Analyse a switchback: regions that change arms by periods, a row per order, trip or the like.",
            "Compared are the means of each region in each period, less those of the region. JSON rows: policy, metric, slice,",
            "value, low, high, n; metrics are NAME, NAME-p and NAME-permutation-p."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  fairlead experiment switchback --data trips.csv --arm-column arm --metric wait \\",
            "      --time-column at --region-column city --period 1h --burn-in 15m --washover 5m"
        })
public final class SwitchbackCommand implements Callable<Integer> {
    @Mixin
    private DesignTable table = new DesignTable();

    @Mixin
    private ArmNames arms = new ArmNames();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--time-column", required = true, paramLabel = "NAME", description = "When a row was.")
    private String time = "";

    @Option(names = "--region-column", paramLabel = "NAME", description = "Regions (default: all is one).")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--period",
            required = true,
            paramLabel = "TIME",
            converter = Seconds.class,
            description = "Length of a period: 90s, 30m, 2h or 1d. Periods begin at its multiples from midnight UTC.")
    private long period;

    @Option(
            names = "--burn-in",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Seconds.class,
            description = "Left out at the beginning of a period after a switch (default: ${DEFAULT-VALUE}).")
    private long burnIn;

    @Option(
            names = "--washover",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Seconds.class,
            description = "Left out at the end of a period before a switch (default: ${DEFAULT-VALUE}).")
    private long washover;

    @Override
    public Integer call() throws IOException {
        List<String> others = new ArrayList<>(List.of(time));
        region.ifPresent(others::add);
        Switchback.Found found;
        try {
            var fold = new Switchback(period, burnIn, washover);
            table.read(
                    others,
                    row -> fold.accept(
                            region.isPresent() ? row.others().get(1) : "",
                            table.seconds(row, 0),
                            table.treated(row, arms.control(), arms.treatment()),
                            row.value()));
            found = fold.found(table.random(), table.draws());
        } catch (IllegalArgumentException e) {
            throw new UserException(table.data() + ": " + e.getMessage());
        }
        json.print(text(found));
        json.write(rows(found), EffectRow::write);
        return 0;
    }

    private String text(Switchback.Found found) {
        return String.format(
                Locale.ROOT,
                "%s: %s in %s, %s%n  CR2 on %s, %s degrees of freedom%n  permutation of periods: p %s%s%n"
                        + "units (%s): %s of %s, %s of %s; %s rows, %s left out at switches%n",
                table.metric(),
                NumberFormat.number(found.control()),
                arms.control(),
                table.words(found.difference()),
                found.unit(),
                NumberFormat.number(found.difference().df()),
                DesignTable.p(found.permutation().p()),
                found.permutation().exact() ? ", exact" : "",
                found.unit(),
                NumberFormat.whole(found.controlUnits()),
                arms.control(),
                NumberFormat.whole(found.treatmentUnits()),
                arms.treatment(),
                NumberFormat.whole(found.rows()),
                NumberFormat.whole(found.leftOut()));
    }

    private List<EffectRow> rows(Switchback.Found found) {
        String policy = arms.treatment();
        long n = found.controlUnits() + found.treatmentUnits();
        return List.of(
                EffectRow.of(
                        policy,
                        table.metric(),
                        found.difference().value(),
                        found.difference().interval(table.confidence()),
                        n),
                EffectRow.point(
                        policy,
                        table.metric() + "-p",
                        EffectRow.ALL,
                        found.difference().p(0),
                        n),
                EffectRow.point(
                        policy,
                        table.metric() + "-permutation-p",
                        EffectRow.ALL,
                        found.permutation().p(),
                        found.permutation().permutations()),
                EffectRow.point(
                        arms.control(), table.metric() + "-level", EffectRow.ALL, found.control(), found.rows()));
    }

    /** Reads {@code 30m}. */
    static final class Seconds implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (!value.matches("\\d{1,9}[smhd]")) {
                throw new TypeConversionException("'" + value + "' is no length of time such as 90s, 30m, 2h or 1d");
            }
            long number = Long.parseLong(value.substring(0, value.length() - 1));
            return number
                    * switch (value.charAt(value.length() - 1)) {
                        case 's' -> 1;
                        case 'm' -> 60;
                        case 'h' -> 3600;
                        default -> 86_400;
                    };
        }
    }
}
