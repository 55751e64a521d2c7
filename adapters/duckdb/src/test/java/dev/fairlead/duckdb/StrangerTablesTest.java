package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.EventAssembly;
import dev.fairlead.decide.EventSink;
import dev.fairlead.decide.EventSorter;
import dev.fairlead.decide.Ingest;
import dev.fairlead.decide.Unfinished;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.Fields;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Purchase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as shops and public data sets have them, each with what it should become. */
class StrangerTablesTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> refused = new ArrayList<>();
    private int tables;

    private static final String VIEWS = """
            type = interaction
            kind = view
            id = hash:user,item,when
            time = column:when seconds
            user = column:user
            session = s
            item = column:item
            """;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Reads a table into whole events in the order of time. */
    private List<Event> read(String mapping, Path table) throws IOException {
        Mapping read = Mapping.read(file("m" + ++tables + ".properties", mapping), MarketEvents.TYPES);
        Ingest intake = new Ingest(
                new MemoryLog(), MarketEvents.TYPES, InstantSource.fixed(Instant.parse("2027-01-01T00:00:00Z")));
        List<Event> events = new ArrayList<>();
        try (EventSorter sorter =
                new EventSorter(MarketEvents.TYPES, new JsonEvents(MarketEvents.TYPES), false, EventSorter.MEMORY)) {
            new TableImport(read)
                    .run(
                            SourceFile.of(table, Optional.empty()),
                            new EventSink() {
                                @Override
                                public void add(long line, Fields fields, String payload, Unfinished lacks) {
                                    try {
                                        sorter.add(
                                                intake.check(fields, payload, Ingest.Deliverer.OPERATOR),
                                                "t",
                                                line,
                                                lacks);
                                    } catch (ContractViolation e) {
                                        refuse(line, e, payload);
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                }

                                @Override
                                public void refuse(long line, ContractViolation why, String payload) {
                                    refused.add(line + " " + why.field() + ": " + why.reason());
                                }
                            },
                            0,
                            (_, _) -> {});
            EventAssembly assembly = new EventAssembly(MarketEvents.TYPES, new EventAssembly.Whole() {
                @Override
                public void event(Event event, String source, long line) {
                    events.add(event);
                }

                @Override
                public void refused(String source, long line, ContractViolation why, Event event) {
                    refused.add(line + " " + why.field() + ": " + why.reason());
                }
            });
            sorter.forEach(assembly);
            assembly.finish();
        }
        return events;
    }

    private void fails(String mapping, Path table, String sentence) {
        TableException e = assertThrows(TableException.class, () -> read(mapping, table));
        assertTrue(String.valueOf(e.getMessage()).contains(sentence), e::toString);
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private static final String SHOP = """
            type = column:event
            type.map.view = interaction
            type.map.addtocart = add_to_cart
            type.map.transaction = purchase
            id = hash:visitorid,itemid,timestamp,event
            time = column:timestamp millis
            user = column:visitorid
            session = gap:30m
            item = column:itemid
            kind = view
            purchase.price = 0
            """;

    @Test
    void oneTableOfThreeTypesKeepsItsIdsInLaterVersionsOfTheFile() throws IOException {
        String rows = "1433221332117,257597,view,355908,\n1433224214164,992329,addtocart,248676,\n"
                + "1433221999827,111016,transaction,318965,4000\n";
        String header = "timestamp,visitorid,event,itemid,transactionid\n";
        List<Event> events = read(SHOP, file("shop.csv", header + rows));
        assertEquals(
                List.of(Interaction.class, Purchase.class, AddToCart.class),
                events.stream().map(Object::getClass).toList());
        assertEquals("257597-1433221332", ((Interaction) events.getFirst()).session());
        List<Event> later = read(
                SHOP,
                file(
                        "later.csv",
                        "new;timestamp;visitorid;event;itemid;transactionid\n"
                                + ("1433221000000,5,view,6,\n" + rows)
                                        .replaceAll("(?m)^", "x,")
                                        .replace(',', ';')));
        assertEquals(4, later.size());
        assertTrue(new HashSet<>(ids(later)).containsAll(ids(events)));
        assertEquals(List.of(), refused);
    }

    @Test
    void secondsOfTheNinetiesAreBelieved() throws IOException {
        List<Event> events =
                read("""
                type = interaction
                kind = column:rating
                kind.map.0..2 = dislike
                kind.map.4..5 = like
                kind.map.* = view
                id = hash:user_id,item_id,when
                time = column:when seconds
                user = column:user_id
                session = s
                item = column:item_id
                """, file("n.csv", "user_id,item_id,rating,when\n196,242,3,881250949\n186,302,2.0,891717742\n"));
        assertEquals(
                List.of("1997-12-04T15:55:49Z view", "1998-04-04T19:22:22Z dislike"),
                events.stream()
                        .map(event -> Instant.ofEpochMilli(event.time()) + " " + ((Interaction) event).kind())
                        .toList());
    }

    @Test
    void timesAreReadAsTheMappingSaysAndOthersAreRefusedByTheirLine() throws IOException {
        Path times = file("times.csv", """
                user,item,when
                u1,i1,2022-06-24 21:20:11
                u2,i2,2022-06-24 21:20:11 UTC
                u3,i3,2019-10-01 00:00:00 UTC
                u4,i4,24/06/2022 21:20
                """);
        String iso = VIEWS.replace(" seconds", "");
        assertEquals(2, read(iso, times).size());
        assertTrue(refused.getFirst().startsWith("2 time: "), refused::toString);
        assertTrue(refused.getFirst().contains("has no time zone; say which it is"), refused::toString);
        refused.clear();
        List<Event> events = read(iso + "time.zone = Europe/Berlin\n", times);
        assertEquals(
                List.of(
                        "2019-09-30T22:00:00Z".replace("09-30T22", "10-01T00"),
                        "2022-06-24T19:20:11Z",
                        "2022-06-24T21:20:11Z"),
                events.stream()
                        .map(event -> Instant.ofEpochMilli(event.time()).toString())
                        .toList());
        assertEquals(
                List.of("5 time: field 'time' is text \"24/06/2022 21:20\", not a time: whole milliseconds since 1970,"
                        + " or text like 2026-03-01T12:00:00Z"),
                refused);
        events = read(VIEWS.replace(" seconds", " format:\"dd/MM/yyyy HH:mm\" zone:UTC"), times);
        assertEquals(
                "2022-06-24T21:20:00Z",
                Instant.ofEpochMilli(events.getFirst().time()).toString());
    }

    @Test
    void aLineThatIsCutDoesNotKeepTheOthersOut() throws IOException {
        List<Event> events =
                read(VIEWS, file("cut.csv", "user,item,when\nu1,i1,1764000000\nu2,i2,1764000001\n17640000"));
        assertEquals(2, events.size());
        assertEquals(List.of("4 : the row has 1 cell, and there are 3 columns"), refused);
    }

    @Test
    void aQuoteThatIsNeverClosedIsOneBadRowAndLineEndsInQuotesAreNone() throws IOException {
        List<Event> events = read(
                VIEWS,
                file(
                        "q.csv",
                        "user,item,when\n\"u1,i1,1764000000\nu2,\"i\n2\",1764000001\nu3,\"i\"\"3\",1764000002\r\n"));
        assertEquals(
                List.of("i\n2", "i\"3"),
                events.stream().map(event -> ((Interaction) event).item()).toList());
        assertEquals(List.of("2 : the row has a quote that is never closed"), refused);
        read(VIEWS, file("q.csv", "user,item,when\nu1,\"i\"1,1764000000\n"));
        assertEquals("2 : the row has a text behind a closing quote", refused.getLast());
    }

    @Test
    void namesWithSpacesAreQuotedAndCellsThatMeanNothingAreNone() throws IOException {
        List<Event> events = read(
                """
                type = interaction
                kind = view
                id = hash:"Customer ID","Stock Code","Invoice Date"
                user = column:"Customer ID"
                session = s
                item = column:"Stock Code"
                time = column:"Invoice Date"
                null.values = NA,NULL,
                """,
                file(
                        "s.csv",
                        "Customer ID,Stock Code,Invoice Date\n17850,85123A,2026-12-01T08:26:00Z\nNA,71053,2026-12-01T08:26:00Z\n"
                                + ",71053,2026-12-01T08:27:00Z\n  ,71053,2026-12-01T08:27:00Z\n"));
        assertEquals(1, events.size());
        assertEquals(
                List.of(3, 4, 5).stream()
                        .map(line -> line + " user: required field 'user' is missing or empty")
                        .toList(),
                refused);
    }

    @Test
    void aCatalogueOfEachDayIsAnotherFactEachDay() throws IOException {
        for (String id : List.of("generate", "hash:sku")) {
            String mapping = "type = item\nid = " + id
                    + "\nitem = column:sku\nprice = column:price\nstock = column:stock\ntime = 2026-12-0%d\ntime.zone = UTC\n";
            List<Event> first = read(mapping.formatted(1), file("1.csv", "sku,price,stock\nA,10,5\nB,7,1\n"));
            List<Event> second = read(mapping.formatted(2), file("2.csv", "sku,price,stock\nA,8,0\nB,7,1\n"));
            List<Event> third = read(mapping.formatted(3), file("3.csv", "sku,price,stock\nA,10,5\nB,7,1\n"));
            var all = new HashSet<>(ids(first));
            all.addAll(ids(second));
            all.addAll(ids(third));
            assertEquals(6, all.size(), id);
            assertEquals(ids(first), ids(read(mapping.formatted(1), folder.resolve("1.csv"))));
            assertEquals(0, ((CatalogueItem) second.getFirst()).stock() * ((CatalogueItem) second.getLast()).stock());
        }
    }

    @Test
    void aRollingExportHasTheIdsOfTheOneBefore() throws IOException {
        List<Event> monday =
                read(VIEWS, file("mon.csv", "user,item,when\nu1,a,1764000000\nu1,b,1764000060\nu2,a,1764000120\n"));
        List<Event> tuesday =
                read(VIEWS, file("tue.csv", "user,item,when\nu1,b,1764000060\nu2,a,1764000120\nu3,c,1764000180\n"));
        assertEquals(ids(monday).subList(1, 3), ids(tuesday).subList(0, 2));
        // What a row is called otherwise changes what it says, and not which fact it is.
        assertEquals(ids(monday), ids(read(VIEWS.replace("= view", "= look"), folder.resolve("mon.csv"))));
    }

    @Test
    void rowsOfARequestAreWhatWasShownAndClickedOnesAreClicksAsWell() throws IOException {
        List<Event> events = read("""
                type = impression, click
                id = hash:request
                request = column:request
                time = column:at seconds
                user = column:user
                session = s
                shown.item = column:item
                shown.position = number
                shown.price = column:price
                device = column:device
                click.id = hash:request,item
                click.item = column:item
                click.when = column:clicked is 1
                """, file("slates.csv", """
                        request,user,at,item,price,clicked,device
                        r1,u,1764000000,z,3,0,mobile
                        r2,v,1764000000,y,4,1,mobile
                        r1,u,1764000000,a,,1,mobile
                        r1,u,1764000000,m,5,0,mobile
                        """));
        assertEquals(List.of(), refused);
        List<Impression> shown = events.stream()
                .filter(Impression.class::isInstance)
                .map(Impression.class::cast)
                .toList();
        assertEquals(
                List.of("r2 y@1 4.0", "r1 z@1 3.0,a@2 NaN,m@3 5.0"),
                shown.stream()
                        .map(each -> each.request() + " "
                                + each.shown().stream()
                                        .map(item -> item.item() + "@" + item.position() + " " + item.price())
                                        .collect(Collectors.joining(",")))
                        .sorted((one, other) -> other.compareTo(one))
                        .toList());
        assertEquals("mobile", shown.getFirst().context().device());
        assertEquals(
                List.of("r1 a", "r2 y"),
                events.stream()
                        .filter(Click.class::isInstance)
                        .map(event -> ((Click) event).request() + " " + ((Click) event).item())
                        .sorted()
                        .toList());
    }

    @Test
    void whatWasShownMayBeAListInOneCell() throws IOException {
        String mapping = """
                type = impression
                id = column:request
                request = column:request
                time = column:at seconds
                user = column:user
                session = s
                shown.item = column:items split:|
                shown.position = number
                shown.price = column:prices split:|
                """;
        Path table =
                file("lists.csv", "request,user,at,items,prices\nr1,u,1764000000,a|b,1|2\nr2,u,1764000001,a|b|c,1|2\n");
        List<Event> events = read(mapping, table);
        assertEquals(1, events.size());
        assertEquals(
                List.of("a 1 1.0", "b 2 2.0"),
                ((Impression) events.getFirst())
                        .shown().stream()
                                .map(item -> item.item() + " " + item.position() + " " + item.price())
                                .toList());
        assertEquals(List.of("3 shown: 'shown.price' has 2 values in this row, and another list 3"), refused);
    }

    @Test
    void rowsMayBeLeftOutAndValuesPutTogetherMappedAndDefaulted() throws IOException {
        List<Event> events = read("""
                type = column:kind
                type.map.ignored = none
                type.map.* = purchase
                when = column:state is not test,void
                purchase.when = column:amount >= 1
                id = hash:order
                time = column:at seconds
                user = "shop-" + column:user
                session = s
                item = column:shop + "/" + column:sku
                quantity = column:amount
                price = column:price
                price.default = 0
                """, file("o.csv", """
                        order;kind;state;user;shop;sku;amount;price;at
                        1;sale;ok;u;x;7;2;9.5;1764000000
                        2;sale;test;u;x;7;2;9.5;1764000000
                        3;ignored;ok;u;x;7;2;9.5;1764000000
                        4;sale;ok;u;x;7;0;9.5;1764000000
                        5;order;ok;v;y;8;1;;1764000001
                        """));
        assertEquals(List.of(), refused);
        assertEquals(
                List.of("shop-u x/7 2 9.5", "shop-v y/8 1 0.0"),
                events.stream()
                        .map(Purchase.class::cast)
                        .map(each -> each.user() + " " + each.item() + " " + each.quantity() + " " + each.price())
                        .toList());
    }

    @Test
    void textIsReadWithAnyUsualDelimiterPackedOrNotAndWithTypedNames() throws Exception {
        String rows = "user,item,when\nu1,i1,1764000000\nu2,\"i,2\",1764000001\n";
        List<Event> expected = read(VIEWS, file("plain.csv", rows));
        assertEquals("i,2", ((Interaction) expected.getLast()).item());
        Path packed = folder.resolve("events.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(rows.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(expected, read(VIEWS, packed));
        for (String delimiter : List.of("\t", ";", "|", "::")) {
            String typed = "user:token,item:token,when:float\nu1,i1,1764000000\nu2,i,2,1764000001\n";
            String text = typed.replace(",2,", "\u0000").replace(",", delimiter).replace("\u0000", ",2" + delimiter);
            String options = delimiter.equals("::") ? "table.delimiter = ::\n" : "";
            assertEquals(expected, read(options + VIEWS, file("t.inter", text)), delimiter);
        }
        Path zstd = folder.resolve("events.csv.zst");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + folder.resolve("plain.csv")
                    + "', all_varchar = true)) TO '" + zstd + "' (FORMAT csv, HEADER, COMPRESSION zstd)");
        }
        assertEquals(expected, read(VIEWS, zstd));
        assertEquals(
                expected,
                read(
                        VIEWS + "table.columns = user,item,when\n",
                        file("bare.dat", rows.substring(rows.indexOf('\n') + 1))));
        byte[] latin = "user,item,when\nJos\u00e9,i,1764000000\n".getBytes(StandardCharsets.ISO_8859_1);
        Path old = Files.write(folder.resolve("latin.csv"), latin);
        read(VIEWS, old);
        assertTrue(refused.getLast().contains("is not in UTF-8; say table.charset = ISO-8859-1"), refused::toString);
        assertEquals(
                "Jos\u00e9",
                ((Interaction) read(VIEWS + "table.charset = ISO-8859-1\n", old).getFirst()).user());
    }

    @Test
    void parquetIsReadByItsTypes() throws Exception {
        Path table = folder.resolve("p.parquet.gzip");
        parquet(
                table,
                "SELECT TIMESTAMPTZ '2026-02-01 12:00:00+02' AS at, ['home', 'sofas'] AS cat, 520088904.0::DOUBLE AS item,"
                        + " 9.90::DECIMAL(9,2) AS price, DATE '2026-01-31' AS since, 3.0::DOUBLE AS stock, {'a': 1} AS box,"
                        + " 'x'::BLOB AS bytes, [1.5, 2.0]::DOUBLE[] AS numbers");
        String mapping = "type = item\nid = hash:item,at\nitem = column:item\ntime = column:at\nprice = column:price\n";
        CatalogueItem item = (CatalogueItem) read(
                        mapping
                                + "category = column:cat\nstock = column:stock\ncreated = column:since\ntime.zone = UTC\n",
                        table)
                .getFirst();
        assertEquals("520088904", item.item());
        assertEquals(Instant.parse("2026-02-01T10:00:00Z"), Instant.ofEpochMilli(item.time()));
        assertEquals(List.of("home", "sofas"), item.category());
        assertEquals(9.9, item.price());
        assertEquals(3, item.stock());
        assertEquals(Instant.parse("2026-01-31T00:00:00Z"), Instant.ofEpochMilli(item.created()));
        fails(
                mapping + "title = column:box\n",
                table,
                "column 'box' is a STRUCT(a INTEGER), which has no meaning as 'title'");
        fails(mapping + "title = column:bytes\n", table, "column 'bytes' is a BLOB, which has no meaning as 'title'");
        fails(
                mapping + "title = column:cat\n",
                table,
                "column 'cat' is a VARCHAR[], and 'title' is one value, no list");
        fails(mapping + "margin = column:at\n", table, "and 'margin' is no time");
        fails(mapping.replace("column:at", "column:at seconds"), table, "which counts in no unit; leave the unit out");
    }

    private static void parquet(Path file, String select) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
    }

    @Test
    void whatWasShownMayBeListsOfParquet() throws Exception {
        Path table = folder.resolve("shown.parquet");
        parquet(
                table,
                "SELECT 'r' AS request, 'u' AS user, 1764000000 AS at, ['a', 'b'] AS items, [0.5, 0.25]::DOUBLE[] AS p");
        Impression shown = (Impression) read(
                        "type = impression\nid = column:request\nrequest = column:request\ntime = column:at seconds\nuser = column:user\n"
                                + "session = s\nshown.item = column:items\nshown.position = number\nshown.propensity = column:p\n",
                        table)
                .getFirst();
        assertEquals(
                List.of(new Impression.Shown("a", 1, Double.NaN, 0.5), new Impression.Shown("b", 2, Double.NaN, 0.25)),
                shown.shown());
    }

    @Test
    void aFilesNameIsNoPattern() throws Exception {
        file("yes.csv", "user,item,when\nother,i,1764000000\n");
        Path odd = file("y*[a]?.csv", "user,item,when\nthis,i,1764000000\n");
        assertEquals("this", ((Interaction) read(VIEWS, odd).getFirst()).user());
        List<String> cells = new ArrayList<>();
        TableRows.read(odd, List.of("user"), row -> cells.add(row.text(0)));
        assertEquals(List.of("this"), cells);
        Path parquet = folder.resolve("p?.parquet");
        parquet(folder.resolve("px.parquet"), "SELECT 'other' AS user, 'i' AS item, 1764000000 AS when");
        parquet(parquet, "SELECT 'this' AS user, 'i' AS item, 1764000000 AS when");
        List<Event> events = read(VIEWS, parquet);
        assertEquals(1, events.size());
        assertEquals("this", ((Interaction) events.getFirst()).user());
    }

    @Test
    void filesThatAreNoTablesAreToldInASentence() throws IOException {
        fails(VIEWS, file("empty.csv", ""), "empty.csv is empty");
        fails(VIEWS, file("blank.csv.x", "\n\n"), "holds nothing but empty lines");
        fails(VIEWS, folder, " is a directory; name the files in it");
        fails(VIEWS, file("twice.csv", "user,item,user\na,b,c\n"), "twice.csv has the column 'user' twice");
        fails(
                VIEWS,
                file("other.csv", "a,b\n1,2\n"),
                "other.csv has no column 'item', which the mapping takes for id, item; known: a, b");
        fails(VIEWS, file("log.jsonl", "{\"type\":\"click\"}\n"), "holds JSON, and a mapping is for a table");
        fails(VIEWS, file("long.csv", "x".repeat(3 << 20)), "its first line is a line of 3145728 bytes");
        fails(VIEWS, file("archive.csv", "PK\u0003\u0004…"), "is a ZIP archive");
        List<Event> events =
                read(VIEWS, file("long.csv", "user,item,when\n" + "x".repeat(3 << 20) + "\nu,i,1764000000\n"));
        assertEquals(1, events.size());
        assertEquals(List.of("2 : the row is a line of 3145728 bytes; at most 1048576 are allowed"), refused);
    }

    @Test
    void mappingsAreReadLineByLineAndSayWhatIsNotUnderstood() throws IOException {
        Path table = file("t.csv", "user,item,when\nu,i,1764000000\n");
        fails(VIEWS + "user = column:item\n", table, "'user' is there twice");
        fails(VIEWS + "nonsense\n", table, "the line \"nonsense\" is no 'FIELD = VALUE'");
        fails(VIEWS.replace("column:user", "colum:user"), table, "'colum:' is not understood; did you mean 'column:'?");
        fails(VIEWS.replace("column:user", "column:the user"), table, "unknown option 'user'");
        fails(VIEWS + "when = column:user = 1\n", table, "is no comparison");
        fails(VIEWS + "when = user is 1\n", table, "is no condition; one is like: column:clicked is 1");
        fails(VIEWS + "time.zone = Mars\n", table, "'Mars' is no time zone");
        fails(VIEWS.replace("= s\n", "= gap:soon\n"), table, "is no pause; one is like gap:30m");
        fails(VIEWS.replace("column:item", "column:\"item"), table, "a quote is not closed");
    }

    @Test
    void oneFileMayHoldTheMappingsOfSeveralTables() throws IOException {
        MappingFile mappings = MappingFile.of(
                "all",
                "time.zone = UTC\n[items*.csv, more.csv]\ntype = item\nid = hash:item\ntime = first\nitem = column:item\nprice = 0\n"
                        + "[views.csv]\ntime.zone = Europe/Berlin\n" + VIEWS,
                MarketEvents.TYPES,
                java.util.Map.of());
        assertTrue(mappings.of(Path.of("a/items-7.csv")).afterOthers());
        assertTrue(mappings.of(Path.of("more.csv")).afterOthers());
        assertTrue(!mappings.of(Path.of("views.csv")).afterOthers());
        TableException e = assertThrows(TableException.class, () -> mappings.of(Path.of("x.csv")));
        assertEquals("all has no mapping for x.csv; it has [items*.csv, more.csv] [views.csv]", e.getMessage());
    }
}
