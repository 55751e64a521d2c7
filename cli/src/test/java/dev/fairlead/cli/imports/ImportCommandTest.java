package dev.fairlead.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CliRun into(String data, Object... args) {
        List<String> all =
                new ArrayList<>(List.of("import", "--data", folder.resolve(data).toString()));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        return CliRun.of(all.toArray(String[]::new));
    }

    private String log(String data) throws IOException {
        Path out = folder.resolve("out-" + data);
        CliRun.of("export", "--data", folder.resolve(data).toString(), out.toString())
                .expect(0);
        return Files.readString(out.resolve("events.jsonl"));
    }

    private static String batch(CliRun run) {
        Matcher matcher = Pattern.compile("batch (import-\\S+)").matcher(run.out());
        assertTrue(matcher.find(), run::out);
        return matcher.group(1);
    }

    private Path[] films() throws IOException {
        StringBuilder ratings = new StringBuilder("user_id:token\titem_id:token\trating:float\ttimestamp:float\n");
        for (int i = 0; i < 400; i++) {
            ratings.append(i % 20).append('\t').append(i * 7 % 30).append('\t');
            ratings.append(1 + i * 11 % 5)
                    .append('\t')
                    .append(880_000_000L + i / 3)
                    .append('\n');
        }
        return new Path[] {
            file("film.inter", ratings.toString()),
            file("film.item", "item_id:token\tmovie_title:token_seq\tclass:token_seq\n1\tOne\tDrama War\n2\tTwo\t\n"),
            file("film.user", "user_id:token\tage:token\n1\t24\n2\t53\n")
        };
    }

    @Test
    void filesOfOneHistoryGiveTheSameLogInWhateverOrderTheyAreNamed() throws IOException {
        Path[] films = films();
        CliRun first = into("a", films[0], films[1], films[2]).expect(0);
        first.says("kinds of interaction: dislike ").says("warning: 404 events happened before 2000");
        first.says("next: fairlead train --promote");
        into("b", films[2], films[0], films[1]).expect(0);
        into("c", films[1], films[2], films[0]).expect(0);
        assertEquals(404, log("a").lines().count());
        assertTrue(
                log("a").lines().limit(4).noneMatch(line -> line.contains("interaction")), "the catalogue goes first");
        assertEquals(log("a"), log("b"));
        assertEquals(log("a"), log("c"));
        into("a", films[0], films[1], films[2]).expect(0).says("0 accepted, 404 duplicates, 0 refused");
    }

    @Test
    void whatIsProposedCanBeEditedAndImported() throws IOException {
        Path[] films = films();
        CliRun proposed = CliRun.of(
                        "import", films[0].toString(), films[1].toString(), films[2].toString(), "--propose")
                .expect(0);
        proposed.says("[film.inter]").says("kind.map.0..2 = dislike").says("category = column:class split:\" \"");
        proposed.says("#   user_id                token").says("{\"type\":\"interaction\"");
        Path mapping = file("films.properties", proposed.out().replace("= like", "= loved"));
        into("a", films[0], films[1], films[2], "--mapping", mapping)
                .expect(0)
                .says("404 accepted")
                .says("loved ");
        into("a", file("x.csv", "a,b\n1,2\n"), "--mapping", mapping)
                .expect(1)
                .says("films.properties has no mapping for x.csv; it has [film.inter] [film.item] [film.user]");
    }

    private static final String MONDAY = "user,item,when\nu1,a,1764000000\nu1,b,1764000060\nu2,a,1764000120\n";
    private static final String TUESDAY = "user,item,when\nu1,b,1764000060\nu2,a,1764000120\nu3,c,1764000180\n";

    @Test
    void aRollingExportAddsWhatIsNewAndACorrectedMappingReplacesTheImport() throws IOException {
        Path mapping = file(
                "m.properties",
                "type = interaction\nkind = looked\nid = hash:user,item,when\n"
                        + "time = column:when seconds\nuser = column:user\nsession = s\nitem = column:item\n");
        CliRun monday = into("a", file("monday.csv", MONDAY), "--mapping", mapping)
                .expect(0)
                .says("3 accepted");
        CliRun tuesday = into("a", file("tuesday.csv", TUESDAY), "--mapping", mapping)
                .expect(0)
                .says("1 accepted, 2 duplicates, 0 refused")
                .says("warning: the log held events up to 2025-11-24T16:02:00Z already");
        into("a", folder.resolve("monday.csv"), "--mapping", mapping, "--set", "kind=viewed")
                .expect(1)
                .says("monday.csv:2: id: the log holds another event of the id")
                .says("3 of those refused have the id of an event that the log holds with other content");
        into(
                        "a",
                        folder.resolve("monday.csv"),
                        "--mapping",
                        mapping,
                        "--set",
                        "kind=viewed",
                        "--replace",
                        batch(monday))
                .expect(0)
                .says("3 accepted, 0 duplicates, 0 refused");
        into("a", "--list").expect(0).says("4 imports").says("undone").says("monday.csv");
        into("a", "--undo", batch(tuesday)).expect(0).says(batch(tuesday) + " undone");
        assertEquals(3, log("a").lines().filter(line -> line.contains("viewed")).count());
        assertEquals(3, log("a").lines().count());
        into("a", "--undo", "import-0").expect(1).says("there is no import 'import-0'");
        into("a", "--undo", batch(tuesday)).expect(0).says("was taken out of the log before");
    }

    @Test
    void aCatalogueOfThreeDaysAppliesEachDay() throws IOException {
        Path mapping = file(
                "c.properties",
                "type = item\nid = hash:sku\nitem = column:sku\nprice = column:price\nstock = column:stock\n");
        String[] days = {"A,10,5\nB,7,1\n", "A,8,0\nB,7,1\n", "A,10,5\nB,7,1\n"};
        for (int day = 1; day <= 3; day++) {
            into(
                            "a",
                            file("day" + day + ".csv", "sku,price,stock\n" + days[day - 1]),
                            "--mapping",
                            mapping,
                            "--set",
                            "time=2026-11-0" + day + "T00:00:00Z")
                    .expect(0)
                    .says("2 accepted, 0 duplicates");
        }
        String last = log("a").lines()
                .filter(line -> line.contains("\"item\":\"A\""))
                .toList()
                .getLast();
        assertTrue(last.contains("\"stock\":5"), last);
        into("a", folder.resolve("day1.csv"))
                .expect(1)
                .says("has no column of time, and there are no events whose first one it could go before");
    }

    @Test
    void whatIsNotClearIsAskedInOneSentenceAndNothingIsImported() throws IOException {
        into("a", file("naive.csv", "user,item,when\nu,i,2022-06-24 21:20:11\n"))
                .expect(1)
                .says(
                        "the times of the column 'when' do not say in which zone they are: say it, like --set time.zone=UTC");
        into("a", folder.resolve("naive.csv"), "--set", "time.zone=Europe/Berlin")
                .expect(0)
                .says("1 accepted");
        into("a", file("units.csv", "user,item,when\nu,i,1764000000\nu,i,1764000000000\nu,i,1764000000000000\n"))
                .expect(1)
                .says("are seconds and milliseconds and microseconds since 1970 in one table");
        into("a", file("kinds.csv", "user,item,event,when\nu,i,view,1764000000\nu,i,zap,1764000001\n"))
                .expect(1)
                .says("it is not known what 'zap' (1 rows) in the column 'event' means");
        into("a", file("none.csv", "a,b\n1,2\n")).expect(1).says("no column is named like a user's or an item's id");
        into("a", file("empty.csv", "")).expect(1).says("empty.csv is empty");
        into("a", folder).expect(1).says("is a directory; name the files in it");
        into("a", file("twice.csv", "user,item,user\n")).expect(1).says("has the column 'user' twice");
        into("a").expect(2).says("say which files to read");
        into("a", "--list", "x.csv").expect(2).says("only one of them");
        into("a", "x.csv", "--format", "xls").expect(2).says("--format xls is none of json, csv and parquet");
        assertEquals(1, log("a").lines().count());
    }

    @Test
    void aFileThatIsMostlyBadIsGivenUpEarlyAndLeavesNothingBehind() throws IOException {
        into("a", file("lines.jsonl", "{\"type\":\n".repeat(70_000)))
                .expect(1)
                .says("was given up at line 100, and nothing was imported: 100 of its first 100 events were refused");
        StringBuilder rows = new StringBuilder("user,item,when\n");
        for (int i = 0; i < 1_000; i++) {
            rows.append("u,i,").append(i < 10 ? 1_764_000_000L + i : i).append('\n');
        }
        Path mapping = file(
                "m.properties",
                "type = interaction\nkind = view\nid = hash:user,item,when\n"
                        + "time = column:when seconds\nuser = column:user\nsession = s\nitem = column:item\n");
        into("a", file("bad.csv", rows.toString()), "--mapping", mapping)
                .expect(1)
                .says(
                        "100 of its first 110 events were refused, the last one for time: 109000 is before the year 1990");
        CliRun.of("dead-letters", "--data", folder.resolve("a").toString())
                .expect(0)
                .says("0 waiting");
    }

    @Test
    void rowsThatWereRefusedWaitOnceHoweverOftenTheyAreImported() throws IOException {
        Path cut = file("cut.csv", "user,item,when\nu1,i1,1764000000\nu2,i2,1764000001\n17640000");
        CliRun first = into("a", cut).expect(0).says("2 accepted, 0 duplicates, 1 refused");
        into("a", cut).expect(0).says("0 accepted, 2 duplicates, 1 refused");
        CliRun.of("dead-letters", "--data", folder.resolve("a").toString())
                .expect(0)
                .says("cut.csv:4")
                .says("1 waiting");
        into("a", "--undo", batch(first)).expect(0);
        CliRun.of("dead-letters", "--data", folder.resolve("a").toString())
                .expect(0)
                .says("0 waiting");
    }

    /** The examples in the documentation: each table with its mapping. */
    @Test
    void theExamplesInTheDocumentationAreRight() throws IOException {
        String page = Files.readString(Path.of("../docs/import.md"));
        Map<String, String> blocks = new TreeMap<>();
        Matcher matcher = Pattern.compile("<!-- (\\S+) -->\\n+```\\w*\\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        while (matcher.find()) {
            blocks.put(matcher.group(1), matcher.group(2));
        }
        assertFalse(blocks.isEmpty());
        List<String> tables = blocks.keySet().stream()
                .filter(name -> !name.endsWith(".properties"))
                .toList();
        assertNotEquals(List.of(), tables);
        for (String table : tables) {
            Path data = file(table, blocks.getOrDefault(table, ""));
            String mapping = blocks.getOrDefault(table.replaceAll("\\.\\w+$", ".properties"), "");
            CliRun run = mapping.isEmpty()
                    ? into("docs-" + table, data).expect(0)
                    : into("docs-" + table, data, "--mapping", file(table + ".properties", mapping))
                            .expect(0);
            run.says(" 0 refused");
            assertTrue(log("docs-" + table).lines().count() > 0, table);
        }
    }
}
