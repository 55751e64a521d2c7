package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.log.MemoryLog;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableExportTest {
    private static final long TIME = 1_700_000_000_000L;

    @TempDir
    private Path folder = Path.of("");

    private final MemoryLog log = new MemoryLog();

    @BeforeEach
    void fillLog() {
        log.append(
                List.of(
                        new Search("q", TIME, "u", "s", "shoes"),
                        new Impression(
                                "v",
                                TIME,
                                "u",
                                "s",
                                "r",
                                "",
                                Context.UNKNOWN,
                                List.of(
                                        new Impression.Shown("x", 1, 9.5, Double.NaN),
                                        new Impression.Shown("y", 2, Double.NaN, 0.25))),
                        new CatalogueItem(
                                "i",
                                TIME,
                                "x",
                                9.5,
                                Double.NaN,
                                "EUR",
                                List.of("a", "b"),
                                "",
                                "",
                                0,
                                4,
                                1,
                                -1,
                                0,
                                "",
                                List.of())),
                List.of());
    }

    private String first(String query) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement();
                ResultSet row = s.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void writesOneParquetFilePerTypeWithOneRowPerItemShown() throws SQLException {
        List<Path> files = TableExport.run(log, MarketEvents.TYPES, folder, TableExport.Format.PARQUET, _ -> {});
        assertEquals(
                List.of("item.parquet", "search.parquet", "impression.parquet"),
                files.stream().map(f -> f.getFileName().toString()).toList());
        assertEquals(
                "2/x1-9.5-null 2/y2-null-0.25",
                first("SELECT string_agg(\"offset\" || '/' || shown_item || shown_position || '-' ||"
                        + " coalesce(shown_price::VARCHAR, 'null') || '-' || coalesce(shown_propensity::VARCHAR, 'null'),"
                        + " ' ' ORDER BY shown_position) FROM '" + files.getLast() + "'"));
        assertEquals("b", first("SELECT category[2] FROM '" + files.getFirst() + "'"));
    }

    @Test
    void writesCsvWithListsAsOneText() throws IOException {
        TableExport.run(log, MarketEvents.TYPES, folder, TableExport.Format.CSV, _ -> {});
        assertEquals(
                List.of(
                        "offset,type,id,time,item,price,margin,currency,category,brand,seller,seller_since,rating,"
                                + "shipping_days,stock,created,title,markets,clear",
                        "3,item,i," + TIME + ",x,9.5,,EUR,a/b,,,,4.0,1.0,,,,,"),
                Files.readAllLines(folder.resolve("item.csv")));
    }

    @Test
    void anEmptyLogWritesNothing() {
        assertEquals(
                List.of(),
                TableExport.run(new MemoryLog(), MarketEvents.TYPES, folder, TableExport.Format.CSV, _ -> {}));
    }
}
