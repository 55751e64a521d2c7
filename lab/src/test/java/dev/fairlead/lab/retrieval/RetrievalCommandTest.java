package dev.fairlead.lab.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import dev.fairlead.events.Event;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Impression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalCommandTest {
    @TempDir
    private Path folder = Path.of("");

    /** Twenty users who go through items of their own kind, a step a day, some of them twice. */
    private Path table(String header, int columns) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        for (int user = 0; user < 20; user++) {
            for (int day = 0; day < 12; day++) {
                int item = 2 * ((user + day * (1 + day % 2)) % 9) + user % 2;
                List<String> cells = List.of(
                        "u" + user,
                        "i" + item,
                        String.valueOf(1_700_000_000L + 86_400L * day),
                        "click",
                        "c" + item % 2);
                lines.add(String.join(",", cells.subList(0, columns)));
            }
        }
        return Files.write(folder.resolve("table.csv"), lines);
    }

    private static JsonNode evaluate(Path table, String... options) throws IOException {
        List<String> args = new ArrayList<>(List.of("evaluate", "retrieval", "--interactions", table.toString()));
        args.addAll(List.of(options));
        args.addAll(List.of("--json", "-", "--replicates", "50"));
        return CliRun.of(args.toArray(String[]::new)).expect(0).json();
    }

    private static double value(JsonNode rows, String policy, String metric, String slice) {
        for (JsonNode row : rows) {
            if (row.get("policy").asText().equals(policy)
                    && row.get("metric").asText().equals(metric)
                    && row.get("slice").asText().equals(slice)) {
                return row.get("value").asDouble();
            }
        }
        throw new AssertionError("no " + policy + " " + metric + " " + slice);
    }

    @Test
    void everySourceTheMixAndTheBaselinesAreMeasured() throws IOException {
        Path table = table("user,item,time,kind,category", 5);
        JsonNode rows = evaluate(table, "--split", "last-day");
        Set<String> policies = new TreeSet<>();
        rows.forEach(row -> policies.add(row.get("policy").asText()));
        assertEquals(
                Set.of(
                        "ceiling",
                        "popular",
                        "item-cosine",
                        "item-cosine-recent",
                        "als",
                        "als-recent",
                        "recent",
                        "own",
                        "trending",
                        "together",
                        "category",
                        "towers",
                        "content",
                        "mix"),
                policies);
        for (String metric : List.of("recall@20", "recall@100", "recall@500", "ndcg@20")) {
            double mix = value(rows, "mix", metric, "all");
            assertTrue(mix > 0 && mix <= 1, metric + " " + mix);
        }
        assertEquals(1, value(rows, "ceiling", "reachable", "all"));
        assertEquals(rows, evaluate(table), "last-day is the default, and the same seed gives the same numbers");
    }

    @Test
    void movieLensHasItsOwnHeader() throws IOException {
        JsonNode rows = evaluate(table("userId,movieId,timestamp", 3), "--split", "last-fifth");
        assertEquals(1, value(rows, "ceiling", "reachable", "all"));
        assertEquals(evaluate(table("user,item,time", 3), "--split", "last-fifth"), rows);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        CliRun.of("evaluate", "retrieval").expect(1).says("--interactions FILE");
        CliRun.of(
                        "evaluate",
                        "retrieval",
                        "--interactions",
                        folder.resolve("none.csv").toString())
                .expect(1)
                .says("no readable file");
        String table = table("who,what,when", 3).toString();
        CliRun.of("evaluate", "retrieval", "--interactions", table).expect(1).says("--user-column NAME");
        CliRun.of(
                        "evaluate",
                        "retrieval",
                        "--interactions",
                        table,
                        "--user-column",
                        "who",
                        "--item-column",
                        "when",
                        "--time-column",
                        "what")
                .expect(1)
                .says("'i0' is no time");
        CliRun.of("evaluate").expect(2).says("Missing required subcommand");
    }

    @Test
    void aSampleOfPeopleIsAskedForAndAShareOfThemIsRead() throws IOException {
        Path table = table("user,item,time,kind,category", 5);
        CliRun run = CliRun.of(
                        "evaluate",
                        "retrieval",
                        "--interactions",
                        table.toString(),
                        "--users",
                        "7",
                        "--share",
                        "0.6",
                        "--replicates",
                        "50")
                .expect(0);
        run.says(
                "(0.6000 of all, by --share), of whom 7 drawn at random (--users) are asked for; 95 % intervals by user");
        run.says("peak memory: ");
        CliRun.of("evaluate", "retrieval", "--interactions", table.toString(), "--share", "0")
                .expect(1)
                .says("--share is above 0 and at most 1");
    }

    @Test
    void wrongTablesAreToldInASentence() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        CliRun.of("evaluate", "retrieval", "--interactions", empty.toString())
                .expect(1)
                .says("empty.csv is empty");
        CliRun.of("evaluate", "retrieval", "--interactions", folder.toString())
                .expect(1)
                .says(" is a directory; name the file in it");
        Path units = Files.writeString(
                folder.resolve("units.csv"),
                "user,item,time\nu,a,1764576000\nu,b,1764576000000\nu,c,1764576000000000\n");
        CliRun.of("evaluate", "retrieval", "--interactions", units.toString())
                .expect(1)
                .says(
                        "units.csv, row 2: the time 1764576000000 is of milliseconds, and that of the first row, 1764576000, of"
                                + " seconds; make them one unit");
    }

    @Test
    void theExploredMarketShowsWhatIsInStock() {
        Set<String> inStock = new HashSet<>();
        int shown = 0;
        for (Event event : new RandomPolicyMarket(3).events()) {
            if (event instanceof CatalogueItem item) {
                if (item.stock() == 0) {
                    inStock.remove(item.item());
                } else {
                    inStock.add(item.item());
                }
            }
            if (event instanceof Impression page) {
                Set<String> items = new HashSet<>();
                page.shown().forEach(one -> items.add(one.item()));
                assertEquals(page.shown().size(), items.size());
                shown += items.size();
            }
        }
        assertTrue(shown > 100_000 && inStock.size() > 1_000, shown + " shown, " + inStock.size() + " in stock");
    }
}
