package dev.fairlead.bench;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fairlead conformance experiment}: runs the comparisons of the experiment library and of GrowthBook's format on a
 * folder of reference numbers. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = {
            "Compute every reference number of a folder again and say how far the worst is off; status 1 if one differs.",
            "JSON rows: file, section, numbers, worst, ok, reason."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead conformance experiment ../shared/data/vectors")
public final class ExperimentConformance implements PluginCommand {
    private static final String FOLDER = "fairlead.vectors";

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "The reference numbers: sample-size/sample_size.json and so on. The log of Open Bandit, if it is "
                            + "there, lies beside the folder.")
    private Path folder = Path.of("");

    /** Called by the command line. */
    public ExperimentConformance() {}

    @Override
    public String parent() {
        return "conformance";
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserException("there is no folder " + folder + " of reference numbers");
        }
        List<Comparison> comparisons = run();
        json.print(table(comparisons));
        json.write(comparisons, Comparison::write);
        long wrong = comparisons.stream().filter(each -> !each.ok()).count();
        if (wrong > 0) {
            throw new UserException(wrong + " of " + comparisons.size() + " comparisons differ or could not be made");
        }
        return 0;
    }

    /** What the tests print goes to standard error. */
    private List<Comparison> run() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        DiscoverySelectors.selectPackage("dev.fairlead.experiment"),
                        DiscoverySelectors.selectPackage("dev.fairlead.growthbook"))
                .filters(TagFilter.includeTags("conformance"))
                .build();
        var comparisons = new Comparisons();
        PrintStream out = System.out;
        System.setProperty(FOLDER, folder.toAbsolutePath().toString());
        System.setOut(System.err);
        try {
            LauncherFactory.create().execute(request, comparisons);
        } finally {
            System.setOut(out);
            System.clearProperty(FOLDER);
        }
        return comparisons.made();
    }

    private static String table(List<Comparison> comparisons) {
        var table = new StringBuilder(line("file", "section", "numbers", "worst", "ok"));
        long numbers = 0;
        for (Comparison each : comparisons) {
            String worst = String.format(Locale.ROOT, "%.1e", each.worst());
            table.append(line(
                    each.file(),
                    each.section(),
                    "" + each.numbers(),
                    worst,
                    each.ok() ? "yes" : "NO: " + each.reason()));
            numbers += each.numbers();
        }
        return table + String.format(Locale.ROOT, "%,d numbers in %d comparisons%n", numbers, comparisons.size());
    }

    private static String line(String file, String section, String numbers, String worst, String ok) {
        return String.format(Locale.ROOT, "%-44s %-36s %8s %8s  %s%n", file, section, numbers, worst, ok);
    }
}
