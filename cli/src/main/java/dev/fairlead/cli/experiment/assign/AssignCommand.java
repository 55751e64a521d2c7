package dev.fairlead.cli.experiment.assign;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.assignment.Assigner;
import dev.fairlead.experiment.assignment.Assignment;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.PermutedBlocks;
import dev.fairlead.growthbook.FeaturePayload;
import dev.fairlead.report.EnumNames;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "assign",
        mixinStandardHelpOptions = true,
        description = {
            "Assign units to an experiment's arms and write unit,arm,reason,propensity as CSV;",
            "counts and the sample-ratio check go to standard error. JSON rows: arm, reason, units, expected, p.",
            "Columns of the units' file are the attributes that the experiment's condition reads."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead experiment assign --experiment ranking.json --units users.csv \\",
            "      --out arms.csv",
            "  fairlead experiment assign --experiment ranking.json --units - \\",
            "      --coverage 0.05 < users.csv",
            "  fairlead experiment assign --experiment stores.json --units stores.csv \\",
            "      --unit-column store --strata region",
            "  fairlead experiment assign --experiment ranking.json --payload",
            "",
            "The experiment is a plan, a plan's history, or a definition such as",
            "  {\"key\": \"ranking\", \"unit\": \"user\", \"coverage\": 0.1,",
            "   \"arms\": [{\"name\": \"control\", \"weight\": 0.5},",
            "            {\"name\": \"treatment\", \"weight\": 0.5}]}",
            "with seed, hashVersion, namespace, holdout, condition, testers and phase if",
            "need be."
        })
public final class AssignCommand implements Callable<Integer> {
    private static final int LARGEST_BLOCK = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private UnitsFile units = new UnitsFile();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--experiment",
            required = true,
            paramLabel = "FILE",
            description = "The experiment, JSON; see below.")
    private Path definition = Path.of("");

    @Option(
            names = "--coverage",
            paramLabel = "C",
            description = "Share of the units that takes part, in place of the experiment's, to see a step of a ramp.")
    private Optional<Double> coverage = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--payload",
            description = "Print the experiment as a payload for GrowthBook's SDKs; assign nobody.")
    private boolean payload;

    @Option(
            names = "--blocked",
            description = "Assign units that are all known now in blocks that hold the arms in proportion.")
    private boolean blocked;

    @Option(
            names = "--strata",
            paramLabel = "COLUMN",
            description = "Assign in blocks within each value of a column; implies --blocked.")
    private Optional<String> strata = Optional.empty();

    @Option(
            names = "--block-size",
            paramLabel = "N",
            description = "Units of a block (default: the smallest in which every arm has whole units).")
    private Optional<Integer> blockSize = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the order in blocks (default: made of the experiment's seed).")
    private Optional<Long> seed = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Experiment read = ExperimentFile.read(definition);
        Experiment experiment = coverage.map(read::withCoverage).orElse(read);
        if (payload) {
            System.out.println(FeaturePayload.of(List.of(experiment)).canonical());
            return 0;
        }
        if (json.takesStandardOutput() && out.isEmpty()) {
            throw wrong("--json - and the assignments cannot both go to standard output; give --out FILE");
        }
        boolean inBlocks = blocked || strata.isPresent();
        if (!inBlocks && (blockSize.isPresent() || seed.isPresent())) {
            throw wrong("--block-size and --seed are for units in blocks; add --blocked or --strata COLUMN");
        }
        var counts = new AssignmentCounts(experiment);
        try (Writer writer = writer()) {
            if (inBlocks) {
                blocks(experiment, counts, writer);
            } else {
                hash(experiment, counts, writer);
            }
        }
        System.err.print(counts.text());
        counts.write(json);
        return 0;
    }

    private void hash(Experiment experiment, AssignmentCounts counts, Writer writer) throws IOException {
        var assigner = new Assigner(experiment);
        writer.write("unit,arm,reason,propensity\n");
        units.read(experiment.unit(), experiment.condition().isPresent(), Optional.empty(), unit -> {
            Assignment assignment = unit.attributes().isPresent()
                    ? assigner.assign(unit.attributes().get())
                    : assigner.assign(unit.id());
            counts.accept(unit.id(), assignment);
            line(writer, csv(unit.id()), csv(arm(assignment)), reason(assignment), propensity(assignment));
        });
    }

    private static String arm(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Drawn drawn -> drawn.arm();
            case Assignment.Forced forced -> forced.arm();
            case Assignment.Out _ -> "";
        };
    }

    private static String reason(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Drawn _ -> "drawn";
            case Assignment.Forced _ -> "forced";
            case Assignment.Out none -> EnumNames.of(none.reason());
        };
    }

    private static String propensity(Assignment assignment) {
        return assignment instanceof Assignment.Drawn drawn ? Double.toString(drawn.propensity()) : "";
    }

    private void blocks(Experiment experiment, AssignmentCounts counts, Writer writer) throws IOException {
        if (experiment.coverage() < 1
                || experiment.condition().isPresent()
                || experiment.holdout().isPresent()
                || experiment.namespace().isPresent()) {
            throw new UserException(
                    "blocks hold all of the units: an experiment with coverage below 1, a condition, a holdout or"
                            + " a namespace is assigned by hash; leave --blocked and --strata out, or filter the units first");
        }
        var known = new ArrayList<PermutedBlocks.Unit>();
        units.read(
                experiment.unit(),
                false,
                strata,
                unit -> known.add(new PermutedBlocks.Unit(unit.id(), unit.stratum())));
        int size = blockSize.orElseGet(() -> smallestBlock(experiment));
        long random = seed.orElse((long) experiment.seed().hashCode());
        writer.write("unit,arm,reason,propensity,stratum,block\n");
        for (PermutedBlocks.Place place : new PermutedBlocks(experiment.arms(), size, random).assign(known)) {
            counts.placed(place.arm().name());
            line(
                    writer,
                    csv(place.unit().id()),
                    csv(place.arm().name()),
                    "drawn",
                    Double.toString(place.propensity()),
                    csv(place.unit().stratum()),
                    Integer.toString(place.block()));
        }
    }

    private static int smallestBlock(Experiment experiment) {
        for (int size = experiment.arms().size(); size <= LARGEST_BLOCK; size++) {
            int units = size;
            if (experiment.arms().stream().allMatch(arm -> whole(arm.weight() * units))) {
                return size;
            }
        }
        throw new UserException(
                "no block of up to " + LARGEST_BLOCK + " units holds every arm in proportion; give --block-size");
    }

    private static boolean whole(double units) {
        return Math.abs(units - Math.rint(units)) < 1e-6;
    }

    private Writer writer() throws IOException {
        return out.isPresent()
                ? Files.newBufferedWriter(out.get())
                : new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }

    private static void line(Writer writer, String... cells) {
        try {
            writer.write(String.join(",", cells) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String csv(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
