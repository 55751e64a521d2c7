package dev.fairlead.duckdb;

import dev.fairlead.duckdb.TableScan.Column;
import dev.fairlead.duckdb.TableScan.Use;
import java.util.ArrayList;
import java.util.List;

/** Which vectors of a query hold which columns, and the SQL that computes them. */
final class Layout {
    /** Of no column. */
    static final Layout NONE = new Layout(List.of(), List.of());

    private final List<Column> columns;
    private final List<String> expressions = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    /**
     * A use of a column.
     *
     * @param vector the first of those that hold it
     * @param labels of the column so far, if they are its use
     */
    record Field(int column, Use use, int vector, Labels labels) {}

    /** @param types DuckDB's, of each column */
    Layout(List<Column> columns, List<String> types) {
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            String name = TableFile.name(columns.get(i).name());
            for (Use use : Use.values()) {
                if (columns.get(i).uses().contains(use)) {
                    add(i, use, name, types.get(i));
                }
            }
        }
    }

    private void add(int column, Use use, String name, String type) {
        fields.add(new Field(column, use, expressions.size(), new Labels()));
        String text = type.equals("VARCHAR") ? name : "CAST(" + name + " AS VARCHAR)";
        switch (use) {
            case LABEL -> {
                expressions.add("(hash(" + text + ") >> 1)::BIGINT");
                expressions.add(text);
            }
            case KEY -> expressions.add(key(type.equals("VARCHAR") || numeric(type) ? name : text, type));
            case NUMBER -> expressions.add(numeric(type) ? "CAST(" + name + " AS DOUBLE)" : number(text));
            case TEXT -> expressions.add(text);
        }
    }

    private static boolean numeric(String type) {
        ColumnType.Kind kind = ColumnType.of(type).kind();
        return kind == ColumnType.Kind.NUMBER || kind == ColumnType.Kind.FLAG;
    }

    /** 63 bits of DuckDB's hash, never 0, which stands for no id. */
    private static String key(String value, String type) {
        String nothing = value + " IS NULL" + (numeric(type) ? "" : " OR " + value + " = ''");
        return "CASE WHEN " + nothing + " THEN 0 ELSE greatest(1, (hash(" + value + ") >> 1)::BIGINT) END";
    }

    /** Of a text: NULL if it is empty, NaN if it is no number. */
    private static String number(String text) {
        return "coalesce(TRY_CAST(" + text + " AS DOUBLE), CASE WHEN " + text + " IS NULL OR " + text
                + " = '' THEN NULL WHEN lower(" + text + ") = 'true' THEN 1 WHEN lower(" + text
                + ") = 'false' THEN 0 ELSE 'nan'::DOUBLE END)";
    }

    String sql() {
        return String.join(", ", expressions);
    }

    int columns() {
        return columns.size();
    }

    List<Column> asked() {
        return columns;
    }

    List<Field> fields() {
        return fields;
    }
}
