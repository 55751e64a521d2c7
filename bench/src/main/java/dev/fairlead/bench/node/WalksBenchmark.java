package dev.fairlead.bench.node;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.lab.market.TemporaryFolder;
import dev.fairlead.market.events.Context;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "walks",
        mixinStandardHelpOptions = true,
        description = {
            "Frames of Fairlead's own from the feed's decider to where the work is done: a feature's arithmetic, a dot product, a score, the bin of a value that is scored, a rule.",
            "Threads are looked at while decisions are made; the deepest stack seen of each walk is printed, and its frames on standard error."
        })
public final class WalksBenchmark implements PluginCommand {
    private static final int LOOKS = 2_000;
    private static final int ITEMS = 20_000;
    private static final int USERS = 2_000;
    private static final String OWN = "dev.fairlead.";
    private static final List<String> ASKED = List.of(
            "dev.fairlead.feed.FeedPolicy.decide",
            "dev.fairlead.feed.FeedPolicy.batch",
            "dev.fairlead.feed.Sources.find");

    /** What a stack goes through, and where its work is done. */
    private enum Walk {
        FEATURE("fairlead.state.FeatureView.rows", "fairlead.") {
            /** Finding the entities that a request names comes before. */
            @Override
            boolean is(List<String> frames) {
                return super.is(frames)
                        && frames.stream()
                                .noneMatch(frame -> frame.contains("fairlead.market.features.Market.request"));
            }
        },
        DOT_PRODUCT("fairlead.feed.Sources.find", "Dots."),
        SCORE("fairlead.trees.Runner.raw", "fairlead.trees.") {
            @Override
            boolean is(List<String> frames) {
                return super.is(frames) && !BIN.is(frames);
            }
        },
        BIN("fairlead.trees.Runner.load", "fairlead.trees."),
        RULE("fairlead.policy.SlatePolicy", "fairlead.policy.");

        private final String through;
        private final String innermost;

        Walk(String through, String innermost) {
            this.through = through;
            this.innermost = innermost;
        }

        boolean is(List<String> frames) {
            return !frames.isEmpty()
                    && frames.getLast().contains(innermost)
                    && frames.stream().anyMatch(frame -> frame.contains(through));
        }
    }

    @Mixin
    private JsonOption json = new JsonOption();

    private volatile boolean over;

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws IOException {
        Traffic traffic = new Traffic(1, USERS, ITEMS, System.currentTimeMillis() - 86_400_000L);
        Map<Walk, List<String>> deepest = new EnumMap<>(Walk.class);
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            FeedTraining.Trained trained = RankBenchmark.train(folder.path().resolve("market"));
            FeedConfig config = FeedConfig.defaults();
            try (Node node = Node.open(folder.path().resolve("node"), Apps.of(config), Environment.system())) {
                node.append(traffic.catalogue());
                node.append(traffic.histories(0, USERS, 4));
                String hash = node.registry()
                        .put(
                                trained.card().withNumbers(config.text()),
                                RankingModelType.RANKING,
                                trained.model(),
                                System.currentTimeMillis());
                node.promote(FeedApp.NAME, hash, "benchmark");
                Thread decider = Thread.ofPlatform().name("decider").start(() -> decide(node));
                look(folder.path().resolve("threads.txt"), deepest);
                over = true;
                decider.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        BenchTable table = new BenchTable();
        deepest.forEach((walk, frames) -> {
            String name = walk.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            table.add(
                    "from the decider to a " + name,
                    BenchTable.FAIRLEAD,
                    "deepest stack seen",
                    "frames",
                    frames.size());
            BenchTable.progress(name);
            frames.forEach(BenchTable::progress);
        });
        table.print(json);
        return deepest.size() == Walk.values().length ? 0 : 1;
    }

    private void decide(Node node) {
        for (int request = 0; !over; request++) {
            int user = request * 7 % USERS;
            node.feed()
                    .decider()
                    .decide(new ListQuery(
                            Traffic.user(user), "session-" + user, Context.UNKNOWN, 20, List.of(), new double[0]));
        }
    }

    private static void look(Path file, Map<Walk, List<String>> deepest) throws IOException {
        HotSpotDiagnosticMXBean threads = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (int i = 0; i < LOOKS; i++) {
            Files.deleteIfExists(file);
            threads.dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
            for (String thread : Files.readString(file).split("\n\n")) {
                note(thread, deepest);
            }
        }
    }

    /** A source that searches does so on a thread of its own: the frames that asked for it are put before its. */
    private static void note(String thread, Map<Walk, List<String>> deepest) {
        List<String> frames = new ArrayList<>();
        for (String line : thread.split("\n")) {
            String frame = line.strip().replaceFirst("^at ", "");
            if (frame.startsWith(OWN)) {
                frames.addFirst(frame);
            } else if (frames.isEmpty() && frame.startsWith("java.") && line.startsWith(" ")) {
                return; // the work at hand is the JDK's
            }
        }
        int from = 0;
        while (from < frames.size() && !frames.get(from).contains("FeedPolicy.decide")) {
            from++;
        }
        List<String> walk = new ArrayList<>();
        if (from < frames.size()) {
            walk.addAll(frames.subList(from, frames.size()));
        } else if (thread.contains("fairlead-source-")) {
            walk.addAll(ASKED);
            walk.addAll(frames);
        }
        for (Walk kind : Walk.values()) {
            if (kind.is(walk)) {
                List<String> known = deepest.getOrDefault(kind, List.of());
                if (walk.size() > known.size()) {
                    deepest.put(kind, List.copyOf(walk));
                }
            }
        }
    }
}
