package dev.fairlead.cli.launch;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.launch.LaunchService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "launch",
        mixinStandardHelpOptions = true,
        description =
                "Start, watch, ramp, promote, stop and roll back launches; say where they are, what was done, what was live; export their units.")
public final class LaunchCommand implements Runnable {
    private static final String NAME = "Name of the launch.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what: init, forecast, start, review, status, approve, ramp, promote, pause, resume, stop, rollback, journal, live, list, show or units");
    }

    /** Who changes a launch, and why. */
    static final class Change {
        @Parameters(paramLabel = "LAUNCH", description = NAME)
        private String launch = "";

        @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who does it.")
        private String by = "";

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason = "";

        private Map<String, Json> request() {
            var request = new LinkedHashMap<String, Json>();
            request.put("by", Json.of(by));
            request.put("reason", Json.of(reason));
            return request;
        }
    }

    /** What a launch is started with. */
    static final class Starting {
        @Parameters(paramLabel = "PLAN", description = "The plan's file.")
        private Path plan = Path.of("");

        @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who does it.")
        private String by = "";

        @Option(
                names = "--app",
                defaultValue = "feed",
                description = "Whose units: feed, or an app that assigns by itself (default: ${DEFAULT-VALUE}).")
        private String app = "";

        @Option(
                names = "--arm",
                paramLabel = "ARM=POLICY",
                description =
                        "What an arm does: heuristic, promoted (what serves without the launch), or a model's hash.")
        private Map<String, String> arms = new LinkedHashMap<>();

        @Option(
                names = "--options",
                paramLabel = "FILE",
                description = "JSON object of seed, holdout, namespace, condition or testers.")
        private Optional<Path> options = Optional.empty();

        private Map<String, Json> members() throws IOException {
            var request = new LinkedHashMap<String, Json>();
            if (options.isPresent() && Json.parse(Files.readString(options.get())) instanceof Json.Obj more) {
                request.putAll(more.members());
            }
            request.put("plan", Json.parse(Files.readString(plan)));
            request.put("by", Json.of(by));
            request.put("app", Json.of(app));
            request.put("arms", texts(arms));
            return request;
        }

        private Json request() throws IOException {
            return new Json.Obj(members());
        }
    }

    private static Json texts(Map<String, String> texts) {
        var members = new LinkedHashMap<String, Json>();
        texts.forEach((name, text) -> members.put(name, Json.of(text)));
        return new Json.Obj(members);
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Lock a plan and start to assign its units to its arms, or to decide in shadow.")
    int start(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Mixin Starting starting,
            @Option(
                            names = "--coverage",
                            paramLabel = "SHARE",
                            description = "Share of each arm's units to begin with; else the plan's first step.")
                    Optional<Double> coverage,
            @Option(
                            names = "--override",
                            paramLabel = "GATE=REASON",
                            description = "Why a gate of the plan is passed over; for owners.")
                    Map<String, String> overrides)
            throws IOException {
        Map<String, Json> request = starting.members();
        coverage.ifPresent(share -> request.put("coverage", Json.of(share)));
        Optional.ofNullable(overrides).ifPresent(some -> request.put("overrides", texts(some)));
        return print(List.of(door.start(new Json.Obj(request))), json);
    }

    @Command(
            name = "init",
            mixinStandardHelpOptions = true,
            description =
                    "Write a plan to start from: charter, gates, shadow, ramp, watch. Edit it, then: fairlead launch forecast.")
    int init(@Parameters(paramLabel = "PLAN", description = "The file to write; it must not be there.") Path plan)
            throws IOException {
        if (Files.exists(plan)) {
            throw new UserException(plan + " is there already; give another name, or move it away");
        }
        try (InputStream template = LaunchCommand.class.getResourceAsStream("launch.json")) {
            Files.write(plan, Objects.requireNonNull(template).readAllBytes());
        }
        System.out.println("wrote " + plan + "; edit it, then: fairlead launch forecast " + plan
                + " --by NAME --arm control=promoted --arm treatment=RELEASE");
        return 0;
    }

    @Command(
            name = "forecast",
            mixinStandardHelpOptions = true,
            description =
                    "Look, before a launch starts, whether its plan's gates hold and what its arms would have brought; write it into the log.")
    int forecast(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Mixin Starting starting,
            @Option(
                            names = "--as-of",
                            paramLabel = "TIME",
                            description =
                                    "End of the part of the log that is looked at, a date or a time (default: now).")
                    Optional<String> asOf)
            throws IOException {
        return record(door.forecast(starting.request(), asOf.map(LaunchClient::until)), LaunchText::forecast, json);
    }

    @Command(
            name = "review",
            mixinStandardHelpOptions = true,
            description =
                    "Hold what became of a launch that has ended against what was foreseen; write it into the log.")
    int review(@Mixin LaunchClient door, @Mixin JsonOption json, @Mixin Change change) throws IOException {
        return record(door.review(change.launch, new Json.Obj(change.request())), LaunchText::review, json);
    }

    @Command(name = "ramp", mixinStandardHelpOptions = true, description = "Let more units take part; nobody moves.")
    int ramp(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Mixin Change change,
            @Option(
                            names = "--coverage",
                            paramLabel = "SHARE",
                            description = "Share of each arm's units from now on; else the plan's next step.")
                    Optional<Double> coverage)
            throws IOException, InterruptedException {
        Map<String, Json> request = change.request();
        coverage.ifPresent(share -> request.put("coverage", Json.of(share)));
        return changed(door, json, change.launch, LaunchService.Change.RAMP, request);
    }

    @Command(name = "stop", mixinStandardHelpOptions = true, description = "Assign nobody any more.")
    int stop(@Mixin LaunchClient door, @Mixin JsonOption json, @Mixin Change change)
            throws IOException, InterruptedException {
        return changed(door, json, change.launch, LaunchService.Change.STOP, change.request());
    }

    @Command(name = "rollback", mixinStandardHelpOptions = true, description = "Take a launch back, since it did harm.")
    int rollback(@Mixin LaunchClient door, @Mixin JsonOption json, @Mixin Change change)
            throws IOException, InterruptedException {
        return changed(door, json, change.launch, LaunchService.Change.ROLLBACK, change.request());
    }

    @Command(name = "approve", mixinStandardHelpOptions = true, description = "Agree, as an owner, that the step ends.")
    int approve(@Mixin LaunchClient door, @Mixin JsonOption json, @Mixin Change change)
            throws IOException, InterruptedException {
        return changed(door, json, change.launch, LaunchService.Change.APPROVE, change.request());
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Let no more units take part until it is resumed; what harms is rolled back nevertheless.")
    int pause(@Mixin LaunchClient door, @Mixin JsonOption json, @Mixin Change change)
            throws IOException, InterruptedException {
        return changed(door, json, change.launch, LaunchService.Change.PAUSE, change.request());
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Let the ramp go on.")
    int resume(@Mixin LaunchClient door, @Mixin JsonOption json, @Mixin Change change)
            throws IOException, InterruptedException {
        return changed(door, json, change.launch, LaunchService.Change.RESUME, change.request());
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "End the launch, and let the release of an arm serve everyone.")
    int promote(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Mixin Change change,
            @Option(
                            names = "--arm",
                            paramLabel = "ARM",
                            description = "Whose release serves; else the one that the plan's watch names.")
                    Optional<String> arm)
            throws IOException, InterruptedException {
        Map<String, Json> request = change.request();
        arm.ifPresent(name -> request.put("arm", Json.of(name)));
        return changed(door, json, change.launch, LaunchService.Change.PROMOTE, request);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Print where a launch is, what it waits for, and what its guardrails and metrics say.")
    int status(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "LAUNCH", description = NAME) String launch)
            throws IOException {
        return record(door.status(launch), LaunchText::status, json);
    }

    @Command(
            name = "journal",
            mixinStandardHelpOptions = true,
            description = "Print what was done to a launch: when, by whom, why, and the hash of what it rests on.")
    int journal(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "LAUNCH", description = NAME) String launch)
            throws IOException {
        return record(door.journal(launch), LaunchText::journal, json);
    }

    @Command(
            name = "live",
            mixinStandardHelpOptions = true,
            description = "Print what was live at a time, and for whom.")
    int live(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Option(names = "--at", paramLabel = "TIME", required = true, description = "A date (its end) or a time.")
                    String at,
            @Option(names = "--unit", paramLabel = "ID", description = "The arms of this unit, and its last decision.")
                    Optional<String> unit)
            throws IOException {
        return record(door.live(LaunchClient.until(at), unit), LaunchText::live, json);
    }

    private static int record(Json.Obj record, Function<Json.Obj, String> text, JsonOption json) throws IOException {
        json.print(text.apply(record));
        json.write(List.of(record), JsonFields::write);
        return 0;
    }

    private static int changed(
            LaunchClient door, JsonOption json, String launch, LaunchService.Change change, Map<String, Json> request)
            throws IOException, InterruptedException {
        return print(List.of(door.change(launch, change, new Json.Obj(request))), json);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Print all launches, an arm a line.")
    int list(@Mixin LaunchClient door, @Mixin JsonOption json) throws IOException, InterruptedException {
        return print(door.all(), json);
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Print a launch and its plan's history.")
    int show(
            @Mixin LaunchClient door,
            @Mixin JsonOption json,
            @Parameters(paramLabel = "LAUNCH", description = NAME) String launch)
            throws IOException, InterruptedException {
        Json.Obj report = door.show(launch);
        print(List.of(report), json);
        if (report.get("history").orElse(Json.NULL) instanceof Json.Arr(List<Json> lines)) {
            lines.forEach(line -> json.print(line.canonical()));
        }
        return 0;
    }

    @Command(
            name = "units",
            mixinStandardHelpOptions = true,
            description = {
                "Write a launch's units with their outcomes, a row each, CSV.",
                "Analyse them with: fairlead experiment analyze, or the launch itself with its option --launch."
            })
    int units(
            @Mixin LaunchClient door,
            @Parameters(paramLabel = "LAUNCH", description = NAME) String launch,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write them.")
                    Path out,
            @Option(
                            names = "--as-of",
                            paramLabel = "TIME",
                            description =
                                    "Outcomes until then count, a date or a time (default: until the latest event of the log).")
                    Optional<String> asOf,
            @Option(
                            names = "--holdout",
                            description = "With the units that the launch's holdout keeps out, in the arm holdout.")
                    boolean heldOut)
            throws IOException, InterruptedException {
        Instant counted = door.units(launch, asOf.map(LaunchClient::until), heldOut, out);
        System.out.println("units of " + launch + " with outcomes until " + counted + " are in " + out);
        return 0;
    }

    private static int print(List<Json> reports, JsonOption json) throws IOException {
        List<LaunchRow> rows = reports.stream()
                .flatMap(report -> LaunchRow.of(report).stream())
                .toList();
        json.print(LaunchRow.table(rows));
        json.write(rows, LaunchRow::write);
        return 0;
    }
}
