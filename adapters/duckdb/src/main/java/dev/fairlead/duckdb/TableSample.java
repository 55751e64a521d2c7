package dev.fairlead.duckdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The beginning of a table, to see what it is.
 *
 * @param columns in their order
 * @param rows cells by column, of those that hold something
 * @param read rows that were looked at
 */
public record TableSample(SequencedMap<String, ColumnType> columns, List<Map<String, String>> rows, long read) {
    /** Rows that are kept whole. */
    private static final int KEPT = 1_000;

    /** Different values that are told of a column. */
    private static final int MOST_VALUES = 100;

    /** How often which values are there. */
    public static final class Values {
        private final Map<String, Map<String, Long>> counts = new HashMap<>();

        private void add(String column, String cell) {
            Map<String, Long> of = counts.computeIfAbsent(column, _ -> new LinkedHashMap<>());
            if (of.size() < MOST_VALUES || of.containsKey(cell)) {
                of.merge(cell, 1L, Long::sum);
            }
        }

        /** Of a column, in the order in which they came; cut where there are many. */
        public Map<String, Long> of(String column) {
            return counts.getOrDefault(column, Map.of());
        }
    }

    /**
     * Reads a table's beginning.
     *
     * @param most rows to look at
     * @param values gets what the columns hold
     * @throws TableException if it is no table
     */
    public static TableSample of(SourceFile file, TableOptions options, long most, Values values) {
        try (TableSource source = file.rows(options)) {
            List<String> names = List.copyOf(source.columns().sequencedKeySet());
            List<Map<String, String>> rows = new ArrayList<>();
            long read = 0;
            while (read < most && source.next()) {
                read++;
                if (source.problem().isEmpty()) {
                    Map<String, String> cells = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        String cell = source.cell(i);
                        if (!cell.isEmpty()) {
                            cells.put(names.get(i), cell);
                            values.add(names.get(i), cell);
                        }
                    }
                    if (rows.size() < KEPT) {
                        rows.add(cells);
                    }
                }
            }
            return new TableSample(source.columns(), rows, read);
        } catch (IOException e) {
            throw new TableException(file.path() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
