package dev.fairlead.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger's tables of exposures and events, made into a table of units. */
class ExperimentUnitsTest {
    private static final String PLAN = """
            {"name": "theirs", "hypothesis": "h", "unit": "user", "owners": ["ann"],
             "arms": [{"name": "A", "weight": 1, "units": 2, "control": true}, {"name": "B", "weight": 1, "units": 2}],
             "primary": [{"name": "revenue", "kind": "mean", "direction": "increase", "windowDays": 2,
                          "from": {"event": "order", "field": "amount", "where": {"status": ["paid"]}},
                          "minimumDetectableEffect": 1}],
             "secondary": [{"name": "back", "kind": "retention", "windowStartDays": 1, "windowDays": 1,
                            "direction": "increase", "from": {"event": "visit"}}],
             "covariates": [{"name": "revenue-before", "metric": "revenue", "days": 7}],
             "slices": [{"column": "country"}]}
            """;

    private static final String EXPOSURES = """
            customer,arm,at,country
            c2,B,2026-03-02 12:00:00,fr
            c1,A,2026-03-03T00:00:00+01:00,at
            c1,A,2026-03-02 09:00:00,de
            c3,A,2026-03-04 09:00:00,de
            c4,B,2026-03-02 09:00:00,
            c4,A,2026-03-02 10:00:00,
            """;

    /** Order 1 is there twice; 3 is from before; 4 is not paid; 6 is at the very end of the window, which it does not have. */
    private static final String EVENTS = """
            customer,type,at,order,amount,status
            c1,order,2026-03-02 10:00:00,1,19.99,paid
            c1,order,2026-03-02 10:00:00,1,19.99,paid
            c1,order,2026-03-03 10:00:00.25,2,0.01,paid
            c2,order,2026-03-01 09:00:00,3,5,paid
            c2,order,2026-03-02 13:00:00,4,7,open
            c2,visit,2026-03-03 12:00:00,5,,
            c2,order,2026-03-04 12:00:00,6,8,paid
            c3,visit,2026-03-04 09:00:00,7,,
            c9,order,2026-03-05 09:00:00,8,8,paid
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }

    private void run(int status, String part, String exposures, String events, String... more) throws IOException {
        StringWriter said = new StringWriter();
        List<String> args = List.of(
                "experiment",
                "units",
                "--plan=" + file("plan.json", PLAN),
                "--exposures=" + file("exposures.csv", exposures),
                "--events=" + file("events.csv", events),
                "--out=" + folder.resolve("units.csv"),
                "--unit-column=customer",
                "--time-column=at");
        int is = Main.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
        assertEquals(status, is, said::toString);
        assertTrue(said.toString().contains(part), said::toString);
    }

    @Test
    void aTableHasARowPerUnitAndArm() throws IOException {
        run(0, "", EXPOSURES, EVENTS, "--id-column=order");
        assertEquals("""
                "unit","arm","entered","revenue","back","revenue-before","country"
                "c1","A",2026-03-02T09:00:00Z,20,0,0,de
                "c4","B",2026-03-02T09:00:00Z,0,0,0,
                "c4","A",2026-03-02T10:00:00Z,0,0,0,
                "c2","B",2026-03-02T12:00:00Z,0,1,5,fr
                "c3","A",2026-03-04T09:00:00Z,,,0,de
                """, Files.readString(folder.resolve("units.csv")));
    }

    @Test
    void withoutIdsEachRowIsAnotherEvent() throws IOException {
        run(0, "", EXPOSURES, EVENTS, "--as-of=2026-03-04T09:00:00Z");
        List<String> rows = Files.readAllLines(folder.resolve("units.csv"));
        assertTrue(rows.get(1).startsWith("\"c1\",\"A\",2026-03-02T09:00:00Z,39.98999"), rows::toString);
        assertTrue(rows.get(4).startsWith("\"c2\",\"B\",2026-03-02T12:00:00Z,,,5,fr"), rows::toString);
    }

    @Test
    void whatCannotBeReadIsSaidWithItsPlace() throws IOException {
        run(
                1,
                "row 1, column \"at\" holds \"2026-03-02\", which is no time",
                EXPOSURES.replace(" 12:00:00", ""),
                EVENTS);
        run(
                1,
                "row 1, column \"amount\" holds \"much\", which is no number",
                EXPOSURES,
                EVENTS.replaceFirst("19.99", "much"));
        run(
                1,
                "row 3, column \"customer\" is empty",
                EXPOSURES,
                EVENTS.replace("c1,order,2026-03-03", ",order,2026-03-03"));
        run(1, "has no column 'kind'", EXPOSURES, EVENTS, "--type-column=kind");
        run(1, "no event of type \"order\" has the field \"amount\"", EXPOSURES, EVENTS.replace(",amount,", ",total,"));
        run(1, "has no column 'country'", EXPOSURES.replace("country", "land"), EVENTS);
        run(
                1,
                "two different events have the id \"1\"",
                EXPOSURES,
                EVENTS.replace(
                        "10:00:00,1,19.99,paid\nc1,order,2026-03-03", "10:00:00,1,29.99,paid\nc1,order,2026-03-03"),
                "--id-column=order");
    }
}
