package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Ingest;
import dev.fairlead.events.Event;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableImportTest {
    @TempDir
    private Path folder = Path.of("");

    private static final long TIME = 1_600_000_000_000L;

    private final MemoryLog log = new MemoryLog();
    private final List<Long> progress = new ArrayList<>();

    private long read(String mapping, Path file) throws IOException {
        Ingest intake = new Ingest(log, MarketEvents.TYPES, InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
        Mapping read = Mapping.read(Files.writeString(folder.resolve("map.properties"), mapping), MarketEvents.TYPES);
        Ingest.Batch batch = intake.batch("table", Ingest.Deliverer.OPERATOR);
        long rows = new TableImport(read)
                .run(SourceFile.of(file, Optional.empty()), batch, TIME, (count, _) -> progress.add(count))
                .rows();
        batch.append();
        return rows;
    }

    private List<Event> events() {
        List<Event> events = new ArrayList<>();
        log.readAll(logged -> events.add(logged.event()));
        return events;
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private static final String CLICKS = """
            type = column:kind
            type.map.pv = interaction
            kind = view
            id = generate
            user = column:uid
            session = const:none
            item = column:item
            time = column:ts seconds
            """;

    @Test
    void aRowOfCsvBecomesAnEvent() throws IOException {
        Path file = csv("uid,item,kind,ts\nu1,0007,pv,1700000000\nu2,8,pv,1700000000.5\nu1,9,pv,1700000002\n");
        assertEquals(3, read(CLICKS, file));
        assertEquals(List.of(), log.deadLetters(0, 10));
        Interaction first = (Interaction) events().getFirst();
        assertEquals(new Interaction(first.id(), 1_700_000_000_000L, "u1", "none", "0007", "", "view"), first);
        assertEquals(1_700_000_000_500L, events().get(1).time());
        assertEquals(List.of(1L, 2L, 3L), progress);
    }

    @Test
    void generatedIdsAreStableWhenAFileGrowsAndKeepEqualRowsApart() throws IOException {
        String rows = "uid,item,kind,ts\nu1,7,pv,1700000000\nu1,7,pv,1700000000\n";
        read(CLICKS, csv(rows));
        assertEquals(Position.of(2), log.end());
        read(CLICKS, csv(rows + "u2,7,pv,1700000000\n"));
        assertEquals(Position.of(3), log.end());
    }

    @Test
    void parquetKeepsItsTypes() throws Exception {
        Path file = folder.resolve("items.parquet");
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement()) {
            s.execute("COPY (SELECT 7 AS id, 'a/b' AS cat, 9.99::DECIMAL(9,2) AS price, 3::BIGINT AS stock,"
                    + " TIMESTAMP '2026-02-01 12:00:00.25' AS at, NULL AS brand) TO '" + file + "' (FORMAT parquet)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        read(
                "type = item\nid = column:id\nitem = column:id\ntime = column:at\ncategory = column:cat split:/\n"
                        + "price = column:price\nstock = column:stock\nbrand = column:brand\ntime.zone = UTC\n",
                file);
        assertEquals(List.of(), log.deadLetters(0, 10));
        CatalogueItem item = (CatalogueItem) events().getFirst();
        assertEquals("7", item.item());
        assertEquals(List.of("a", "b"), item.category());
        assertEquals(9.99, item.price());
        assertEquals(3, item.stock());
        assertEquals("", item.brand());
        assertEquals(Instant.parse("2026-02-01T12:00:00.250Z").toEpochMilli(), item.time());
    }

    @Test
    void aRowThatBreaksItsContractIsRefusedWithItsNumber() throws IOException {
        read(CLICKS, csv("uid,item,kind,ts\nu1,7,pv,1700000000\nu1,7,pv,soon\n,7,pv,1700000000\n"));
        List<DeadLetter> refused = log.deadLetters(0, 10);
        assertEquals(Position.of(1), log.end());
        assertEquals(3, refused.getFirst().line());
        assertEquals(
                "field 'time' is text \"soon\", not a time in seconds since 1970",
                refused.getFirst().reason());
        assertEquals("{item=7, kind=pv, ts=soon, uid=u1}", refused.getFirst().payload());
        assertEquals("user", refused.getLast().field());
    }

    /** One table of several types, of which none has all the columns, by the mapping in the documentation: it was refused row by row. */
    @Test
    void aTableOfSeveralTypesGivesEachRowTheFieldsThatItsTypeHas() throws IOException {
        Path file = csv("type,ts,uid,item_id,price,cat\n"
                + "pv,1764576000,u1,sofa-1,499,home/sofas\n"
                + "buy,1764576100,u1,sofa-1,499,home/sofas\n"
                + "cart,1764576050,u1,sofa-1,,home/sofas\n");
        String page = Files.readString(Path.of("../../docs/import.md"));
        String mapping = page.substring(page.indexOf("```properties\n") + 14);
        assertEquals(3, read(mapping.substring(0, mapping.indexOf("```")), file));
        assertEquals(List.of(), log.deadLetters(0, 10));
        List<Event> events = events();
        assertEquals(
                List.of(
                        new Interaction(events.get(0).id(), 1_764_576_000_000L, "u1", "u1", "sofa-1", "", "view"),
                        new Purchase(events.get(1).id(), 1_764_576_100_000L, "u1", "u1", "sofa-1", "", 1, 499),
                        new AddToCart(events.get(2).id(), 1_764_576_050_000L, "u1", "u1", "sofa-1", "", 1, Double.NaN)),
                events);
    }

    @Test
    void aFieldMayBeGivenPerType() throws IOException {
        Path file = csv("kind,ts,uid,item,paid,why\nbuy,1764576000,u1,i,7,cheap\nback,1764576001,u1,i,7,broken\n");
        read("""
                type = column:kind
                type.map.buy = purchase
                type.map.back = return
                id = generate
                time = column:ts seconds
                user = column:uid
                session = s
                item = column:item
                price = const:0
                purchase.price = column:paid
                return.reason = column:why
                return.reason.map.broken = it broke
                return.session = const:none
                """, file);
        assertEquals(List.of(), log.deadLetters(0, 10));
        assertEquals(7, ((Purchase) events().getFirst()).price());
        Return back = (Return) events().getLast();
        assertEquals("it broke", back.reason());
        assertEquals("none", back.session());
        assertEquals("s", ((Purchase) events().getFirst()).session());
    }

    @Test
    void aRuleThatCouldNeverServeIsRefused() throws IOException {
        Path file = csv("ts,uid,item\n1700000000,u,i\n");
        String click =
                "type = click\nid = generate\ntime = column:ts seconds\nuser = column:uid\nsession = s\nitem = column:item\n";
        refused(click + "price = const:1\n", file, "events of type 'click' have no field 'price'");
        refused(click.replace("= click", "= clik"), file, "no events of type 'clik'; did you mean 'click'?");
        refused(click + "purchase.reason = const:1\n", file, "unknown field 'purchase.reason'");
        refused(click + "return.resaon = x\n", file, "unknown field 'return.resaon'; did you mean 'reason'?");
        refused(click + "return.type = x\n", file, "what a row's type is cannot depend on its type");
        refused(click + "shown = x\n", file, "unknown field 'shown'");
    }

    @Test
    void wrongMappingsAndFilesAreNamed() throws IOException {
        Path file = csv("uid,item,kind,tz\nu1,7,pv,1700000000\n");
        refused(CLICKS, file, "table.csv has no column 'ts', which the mapping takes for time; did you mean 'tz'?");
        refused(CLICKS, folder.resolve("none.csv"), "there is no file ");
        refused(CLICKS + "usr = x\n", file, "unknown field 'usr'; did you mean 'user'?");
        refused("type = click\nid = generate\n", file, "'time' is missing");
        refused(CLICKS.replace("user = column:uid", "user = generate"), file, "only 'id' can be generated");
        refused(CLICKS + "price = column:p euros\n", file, "unknown option 'euros'");
        refused(
                CLICKS.replace("item = column:item", "item.map.a = b\nitem = x"),
                file,
                "'item.map.…' needs 'item = column:…'");
    }

    private void refused(String mapping, Path file, String reason) {
        TableException e = assertThrows(TableException.class, () -> read(mapping, file));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
    }

    @Test
    void anExportedTableImportsToTheSameEvents() throws IOException {
        List<Event> clicks = List.of(
                new Click("a", 1_700_000_000_000L, "u", "s", "i'1", ""),
                new Click("b", 1_700_000_000_001L, "u,\"x\"", "s", "i2", "r"));
        String mapping = "type = column:type\nid = column:id\ntime = column:time millis\nuser = column:user\n"
                + "session = column:session\nitem = column:item\nrequest = column:request\n";
        for (TableExport.Format format : TableExport.Format.values()) {
            MemoryLog from = new MemoryLog();
            from.append(clicks, List.of());
            Path file = TableExport.run(from, MarketEvents.TYPES, folder.resolve("out"), format, _ -> {})
                    .getFirst();
            read(mapping, file);
            assertEquals(clicks, events());
            assertEquals(List.of(), log.deadLetters(0, 10));
        }
    }
}
