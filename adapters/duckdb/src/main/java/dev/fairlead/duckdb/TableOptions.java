package dev.fairlead.duckdb;

import dev.fairlead.experiment.time.TimeFormat;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a table is written.
 *
 * @param delimiter between cells; empty if it is to be found
 * @param quotes whether a cell in quotes may hold the delimiter; empty if it may but in tables with typed headers
 * @param header names of the columns of a file without a line of them; empty if its first line is that
 * @param charset of the texts
 * @param nulls cells that hold nothing
 * @param time how times are written of which nothing else is said
 */
public record TableOptions(
        Optional<String> delimiter,
        Optional<Boolean> quotes,
        List<String> header,
        Charset charset,
        Set<String> nulls,
        TimeFormat time) {
    /** With comma or whatever else is usual, UTF-8, and a line of column names. */
    public static final TableOptions PLAIN = new TableOptions(
            Optional.empty(), Optional.empty(), List.of(), StandardCharsets.UTF_8, Set.of(), TimeFormat.STANDARD);

    static final Set<String> KEYS =
            Set.of("table.delimiter", "table.quotes", "table.columns", "table.charset", "null.values", "time.zone");

    /** The same with one line of a mapping. @throws TableException if it is not understood */
    TableOptions with(String key, String value) {
        return switch (key) {
            case "table.delimiter" ->
                new TableOptions(Optional.of(delimiter(value)), quotes, header, charset, nulls, time);
            case "table.quotes" ->
                new TableOptions(delimiter, Optional.of(yes(key, value)), header, charset, nulls, time);
            case "table.columns" -> new TableOptions(delimiter, quotes, list(value), charset, nulls, time);
            case "table.charset" -> new TableOptions(delimiter, quotes, header, charset(value), nulls, time);
            case "null.values" ->
                new TableOptions(
                        delimiter,
                        quotes,
                        header,
                        charset,
                        list(value).stream().filter(text -> !text.isEmpty()).collect(Collectors.toSet()),
                        time);
            default -> new TableOptions(delimiter, quotes, header, charset, nulls, time.in(RuleParser.zone(value)));
        };
    }

    private static String delimiter(String value) {
        return switch (value) {
            case "" -> throw new TableException("'table.delimiter' is empty; it is one of , ; | tab or another text");
            case "tab", "\\t" -> "\t";
            case "space" -> " ";
            default -> value;
        };
    }

    private static boolean yes(String key, String value) {
        return switch (value) {
            case "yes", "true" -> true;
            case "no", "false", "none" -> false;
            default -> throw new TableException("'" + key + " = " + value + "' is neither yes nor no");
        };
    }

    private static List<String> list(String value) {
        return Stream.of(value.split(",", -1)).map(String::strip).toList();
    }

    private static Charset charset(String value) {
        try {
            return Charset.forName(value);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new TableException("'table.charset = " + value + "' is no charset, like UTF-8 or ISO-8859-1", e);
        }
    }
}
