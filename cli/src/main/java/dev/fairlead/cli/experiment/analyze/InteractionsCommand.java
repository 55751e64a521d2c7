package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.cli.launch.LaunchClient;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.inference.Interactions;
import dev.fairlead.experiment.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "interactions",
        mixinStandardHelpOptions = true,
        description = {
            "Whether the effect of one launch depends on the arm that a unit has in another: the difference of differences on the",
            "metrics of --launch, of units that met both. Its p-values are of a fixed horizon, to be read once, and adjusted by Holm's",
            "method over pairs of treatments and metrics. JSON rows: policy (TREATMENT and TREATMENT), metric, slice, value, low, high,",
            "n, p, adjusted_p."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead experiment interactions --launch ranking --with badges --server http://127.0.0.1:8080")
public final class InteractionsCommand implements Callable<Integer> {
    private static final double ALPHA = 0.05;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--launch",
            required = true,
            paramLabel = "NAME",
            description = "The launch whose metrics are read.")
    private String launch = "";

    @Option(names = "--with", required = true, paramLabel = "NAME", description = "The other launch.")
    private String with = "";

    @Option(names = "--server", paramLabel = "URL", description = "The server that runs the launches.")
    private Optional<URI> server = Optional.empty();

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder, without --server.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "File with the token that the server was started with (--admin-token).")
    private Optional<Path> token = Optional.empty();

    @Option(names = "--as-of", paramLabel = "TIME", description = "Outcomes until then count (default: all).")
    private Optional<String> asOf = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (launch.equals(with)) {
            throw new UserException("--with names the same launch: an interaction is of two");
        }
        LaunchClient client = LaunchClient.of(data, server, token);
        SharedUnits shared = new SharedUnits(plan(client, launch), plan(client, with));
        Path first = Files.createTempFile("fairlead-units", ".csv");
        Path second = Files.createTempFile("fairlead-units", ".csv");
        try {
            Optional<Instant> until = asOf.map(LaunchClient::until);
            client.units(launch, until, false, first);
            client.units(with, until, false, second);
            shared.read(first, second);
        } finally {
            Files.delete(first);
            Files.delete(second);
        }
        List<Interactions.Found> found = shared.interactions().found(Multiplicity.HOLM);
        json.print(text(shared.units(), found));
        json.write(found, InteractionsCommand::fields);
        return 0;
    }

    private static Plan plan(LaunchClient client, String name) throws IOException {
        return LaunchOption.history(client.show(name)).plan();
    }

    private String text(long units, List<Interactions.Found> found) {
        StringBuilder text = new StringBuilder(launch + " with " + with + ": " + units + " units met both\n");
        if (found.isEmpty()) {
            return text.append(
                            "nothing to compare: a cell of the four has fewer than 2 units with the window of a metric over\n")
                    .toString();
        }
        for (Interactions.Found each : found) {
            Interval interval = each.estimate().interval(1 - ALPHA);
            text.append(String.format(
                    Locale.ROOT,
                    "%s and %s, %s: %.4g (%.4g to %.4g), p %s, adjusted %s%s%n",
                    each.first(),
                    each.second(),
                    each.metric(),
                    each.estimate().value(),
                    interval.low(),
                    interval.high(),
                    PValue.text(each.p()),
                    PValue.text(each.adjusted()),
                    each.adjusted() <= ALPHA ? "  INTERACTION" : ""));
        }
        return text.append("differences of differences, 95 % intervals; p is of a fixed horizon, adjusted over ")
                .append(found.size())
                .append(" by Holm\n")
                .toString();
    }

    private static void fields(Interactions.Found found, FieldWriter out) {
        Interval interval = found.estimate().interval(1 - ALPHA);
        out.text("policy", found.first() + " and " + found.second());
        out.text("metric", found.metric());
        out.text("slice", "all");
        out.number("value", found.estimate().value());
        out.number("low", interval.low());
        out.number("high", interval.high());
        out.whole("n", found.units()[0] + found.units()[1] + found.units()[2] + found.units()[3]);
        out.number("p", found.p());
        out.number("adjusted_p", found.adjusted());
    }
}
