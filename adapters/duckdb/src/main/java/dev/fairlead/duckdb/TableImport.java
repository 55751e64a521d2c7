package dev.fairlead.duckdb;

import dev.fairlead.decide.EventSink;
import dev.fairlead.events.ContractViolation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads events from tables: text with any delimiter (also packed) and Parquet, the events of a row by a mapping. */
public final class TableImport {
    private final Mapping mapping;

    public TableImport(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Told of each row that was read. */
    public interface Progress {
        /** @param share how much of the file is read, 0 to 1 */
        void row(long count, double share);
    }

    /**
     * What was read.
     *
     * @param rows of the table, refused ones included
     * @param leftOut rows that the mapping makes no event of
     */
    public record Result(long rows, long leftOut) {}

    private record Column(String name, int place) {}

    /**
     * Reads a file in bounded memory. A row's line in the dead-letter log is that of a text file, and the row's number in Parquet.
     *
     * @param sink takes every event, in the order of the rows
     * @param first time of the first event of other tables, for a mapping that asks for it
     * @throws TableException when the file is missing, lacks a mapped column or is no table
     */
    public Result run(SourceFile file, EventSink sink, long first, Progress progress) {
        try (TableSource source = file.rows(mapping.options())) {
            Mapping bound = mapping.bound(file.path().toString(), source.columns());
            return rows(source, bound, columns(source, bound), sink, first, progress);
        } catch (IOException e) {
            throw new TableException(file.path() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Column> columns(TableSource source, Mapping bound) {
        List<String> names = List.copyOf(source.columns().sequencedKeySet());
        List<Column> columns = new ArrayList<>();
        for (String name : bound.columns()) {
            columns.add(new Column(name, names.indexOf(name)));
        }
        return columns;
    }

    private Result rows(
            TableSource source, Mapping bound, List<Column> columns, EventSink sink, long first, Progress progress)
            throws IOException {
        Set<String> nulls = mapping.options().nulls();
        long count = 0;
        long leftOut = 0;
        while (source.next()) {
            count++;
            if (!source.problem().isEmpty()) {
                sink.refuse(source.line(), new ContractViolation("", "the row " + source.problem()), source.text());
            } else {
                Map<String, String> cells = new LinkedHashMap<>();
                for (Column column : columns) {
                    String cell = source.cell(column.place);
                    if (!cell.isEmpty() && !nulls.contains(cell.strip())) {
                        cells.put(column.name, cell);
                    }
                }
                List<Mapping.Row> rows = bound.rows(count, cells, first);
                leftOut += rows.isEmpty() ? 1 : 0;
                for (Mapping.Row row : rows) {
                    sink.add(source.line(), row.fields(), cells.toString(), row.lacks());
                }
            }
            progress.row(count, source.share());
        }
        return new Result(count, leftOut);
    }
}
