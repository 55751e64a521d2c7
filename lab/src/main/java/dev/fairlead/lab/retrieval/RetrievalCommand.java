package dev.fairlead.lab.retrieval;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.learn.Split;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.report.evaluation.EvaluationTable;
import dev.fairlead.retrieval.HoldOut;
import dev.fairlead.retrieval.RetrievalStudy;
import dev.fairlead.retrieval.RetrievalTask;
import dev.fairlead.sim.Summary;
import dev.fairlead.sim.TaobaoLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retrieval",
        mixinStandardHelpOptions = true,
        description = {
            "Hold out each user's last interactions and measure which sources of candidates find them.",
            "Settings are chosen on a validation split carved out of what remains."
        })
public final class RetrievalCommand implements PluginCommand {
    private final long start = System.nanoTime();

    enum Format {
        TABLE,
        TAOBAO,
        MARKET
    }

    enum Split {
        LAST_DAY,
        LAST_FIFTH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private InteractionTable table = new InteractionTable();

    @Option(names = "--interactions", paramLabel = "FILE", description = "CSV (also .gz) with a header, or Parquet.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--from",
            defaultValue = "TABLE",
            description =
                    "${COMPLETION-CANDIDATES}: a table with columns of user, item and time, Taobao's public file, "
                            + "or the simulated market (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--split",
            defaultValue = "last-day",
            description =
                    "${COMPLETION-CANDIDATES}: what of each user is held out; the calendar day of the last interaction, or "
                            + "the last fifth of the interactions (default: ${DEFAULT-VALUE}).")
    private Split split = Split.LAST_DAY;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of the days (default: UTC, of Taobao Asia/Shanghai).")
    private Optional<ZoneId> zone = Optional.empty();

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of training, the bootstrap and the simulated market (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--replicates",
            defaultValue = "1000",
            description = "Of the bootstrap (default: ${DEFAULT-VALUE}).")
    private int replicates;

    @Option(
            names = "--users",
            defaultValue = "3000",
            paramLabel = "N",
            description = "Most people who are asked for, drawn by the seed; all others are learnt from "
                    + "(default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--share",
            defaultValue = "1",
            paramLabel = "SHARE",
            description =
                    "Share of the people whose interactions are read at all, above 0 to 1, by a hash of their ids: "
                            + "for logs that do not fit into memory (default: ${DEFAULT-VALUE}).")
    private double share;

    @Override
    public String parent() {
        return "evaluate";
    }

    @Override
    public Integer call() throws IOException {
        if (!(share > 0 && share <= 1) || users < 1 || replicates < 2) {
            throw new UserException("--share is above 0 and at most 1, --users at least 1 and --replicates at least 2");
        }
        PeakMemory memory = new PeakMemory();
        try {
            return measured(memory);
        } catch (OutOfMemoryError e) {
            throw new UserException(room().outOfMemory());
        }
    }

    private int measured(PeakMemory memory) throws IOException {
        List<Event> events = events();
        say("holding out, " + events.size() + " events");
        HoldOut test = split(events);
        events = List.of();
        HoldOut validation = split(test.training());
        boolean repeats = RetrievalTask.repeats(validation);
        say("reading what is known of " + test.visits().size() + " users at each of their interactions");
        RetrievalTask tested = new RetrievalTask(test, repeats, users, seed);
        RetrievalStudy study =
                new RetrievalStudy(new RetrievalTask(validation, repeats, users, seed), tested, seed, this::say);
        RetrievalStudy.Result result = study.run(replicates);
        json.print(text(result, test, tested, repeats) + "\n" + memory.text());
        json.write(result.rows(), MetricRow::write);
        return 0;
    }

    private void say(String line) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        System.err.println(String.format(Locale.ROOT, "  %3d:%02d %s", seconds / 60, seconds % 60, line));
    }

    private StudyRoom room() {
        return new StudyRoom(Runtime.getRuntime().maxMemory(), share);
    }

    private List<Event> events() throws IOException {
        if (format == Format.MARKET) {
            return new RandomPolicyMarket(seed).events();
        }
        Path read = file.orElseThrow(() -> new UserException("say which table with --interactions FILE"));
        if (!Files.isReadable(read)) {
            throw new UserException("there is no readable file " + read);
        }
        if (Files.isDirectory(read)) {
            throw new UserException(read + " is a directory; name the file in it");
        }
        if (Files.size(read) == 0) {
            throw new UserException(read + " is empty");
        }
        return format == Format.TABLE ? table.read(read, room(), this::say) : taobao(read);
    }

    /** The log's items have a category; it becomes a catalogue event before the item's first interaction. */
    private List<Event> taobao(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        Set<String> described = new HashSet<>();
        StudyRoom room = room();
        Summary summary = TaobaoLog.read(
                file,
                (item, category, time) -> {
                    if (!category.isEmpty() && described.add(item)) {
                        events.add(InteractionTable.described(item, category, time));
                    }
                },
                event -> {
                    if (!(event instanceof ItemEvent of) || room.takes(of.user())) {
                        events.add(event);
                        room.check(file, events.size());
                    }
                });
        System.err.println(
                "  " + summary.rows() + " rows, " + summary.skipped() + " skipped " + summary.skippedByReason());
        return events;
    }

    private HoldOut split(List<Event> events) {
        ZoneId days = zone.orElse(format == Format.TAOBAO ? ZoneId.of("Asia/Shanghai") : ZoneOffset.UTC);
        HoldOut out = split == Split.LAST_DAY ? HoldOut.lastDay(events, days) : HoldOut.lastFifth(events);
        if (out.visits().isEmpty()) {
            throw new UserException("nobody has interactions to hold out");
        }
        return out;
    }

    private String text(RetrievalStudy.Result result, HoldOut test, RetrievalTask tested, boolean repeats) {
        List<MetricRow> rows = result.rows();
        StringBuilder text = new StringBuilder();
        text.append(
                        format == Format.MARKET
                                ? new RandomPolicyMarket(seed).name() + " (SIMULATED)"
                                : file.orElseThrow().getFileName())
                .append(": each user's ")
                .append(split == Split.LAST_DAY ? "last day" : "last fifth")
                .append(" held out, ")
                .append(test.visits().size())
                .append(" users")
                .append(share < 1 ? String.format(Locale.ROOT, " (%.4g of all, by --share)", share) : "")
                .append(
                        tested.users() < test.visits().size()
                                ? ", of whom " + tested.users() + " drawn at random (--users) are asked for"
                                : "")
                .append("; 95 % intervals by user\n");
        for (MetricRow row : rows) {
            if (row.metric().equals("reachable")) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s: %d held-out (user, item) pairs, the items of %.1f %% occur in training; recall is of these."
                                + " Recall of all pairs: × %.4f%n",
                        row.slice().equals("all") ? "all" : "new to the user",
                        row.n(),
                        100 * row.value(),
                        row.value()));
            }
        }
        text.append(
                repeats
                        ? "Lists of slice all may hold what the user touched before; those of new=true do not.\n"
                        : "Hardly anybody touches an item twice: no list holds what the user touched before.\n");
        text.append("\nchosen on the validation split\n");
        result.chosen().forEach(line -> text.append("  ").append(line).append('\n'));
        for (String slice : List.of("all", "new=true")) {
            text.append("\nslice ").append(slice).append('\n');
            text.append(EvaluationTable.text(rows.stream()
                    .filter(row -> row.slice().equals(slice) && !row.metric().equals("reachable"))
                    .map(RetrievalCommand::inAll)
                    .toList()));
        }
        return text.toString();
    }

    /** The table shows the slice {@code all}. */
    private static MetricRow inAll(MetricRow row) {
        return new MetricRow(row.policy(), row.metric(), "all", row.value(), row.low(), row.high(), row.n());
    }
}
