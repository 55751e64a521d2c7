package dev.fairlead.duckdb;

import dev.fairlead.decide.Ingest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as text (RFC 4180, and what is usual beside it): a line of column names, then a row a line; a cell in quotes may hold the delimiter
 * and line ends. Each row has its line; one that is malformed does not end the reading, and one of any length takes bounded memory.
 *
 * <p>Columns may be named with types, as {@code user_id:token}: then nothing is quoted, and the names are those without types.
 */
final class DelimitedText implements TableSource {
    private static final int MAX_ROW = Ingest.MAX_EVENT;
    private static final Pattern TYPED = Pattern.compile("(.+):(?:token|float)(?:_seq)?");
    private static final String[] USUAL = {"\t", ";", "|", ","};

    private final SourceFile file;
    private final SourceFile.Reading in;
    private final Charset charset;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    /** Lines that were read to find the end of a row that has none. */
    private final Deque<Line> pushed = new ArrayDeque<>();

    private final SequencedMap<String, ColumnType> columns = new LinkedHashMap<>();
    private String delimiter = ",";
    private boolean quotes = true;
    private List<String> cells = List.of();
    private Line row = new Line(0, "", "");
    private String problem = "";
    private long line;

    private DelimitedText(SourceFile file, SourceFile.Reading in, Charset charset) {
        this.file = file;
        this.in = in;
        this.charset = charset;
    }

    /** @param problem why it is no text; empty if it is */
    private record Line(long number, String text, String problem) {}

    /** @throws TableException if it has no columns, or two of one name */
    static DelimitedText open(SourceFile file, TableOptions options) throws IOException {
        DelimitedText text = new DelimitedText(file, file.open(), options.charset());
        try {
            text.begin(options);
            return text;
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private void begin(TableOptions options) throws IOException {
        Line first = read().orElseThrow(() -> new TableException(file.path() + " is empty"));
        while (first.text.isBlank() && first.problem.isEmpty()) {
            first = read().orElseThrow(() -> new TableException(file.path() + " holds nothing but empty lines"));
        }
        if (first.text.startsWith("\uFEFF")) {
            first = new Line(first.number, first.text.substring(1), first.problem);
        }
        if (!first.problem.isEmpty() || first.text.indexOf('\0') >= 0) {
            throw new TableException(file.path() + " is no table of text: its first line "
                    + (first.problem.isEmpty() ? "is binary, or in UTF-16" : first.problem)
                    + "; give CSV in UTF-8, or Parquet");
        }
        String line = first.text;
        delimiter = options.delimiter().orElseGet(() -> delimiter(line));
        List<String> names = options.header();
        if (names.isEmpty()) {
            quotes = options.quotes().orElse(true);
            names = cells(line);
            if (!problem.isEmpty()) {
                throw new TableException(file.path() + ": its line of column names " + problem);
            }
        } else {
            pushed.add(first);
        }
        boolean typed = names.stream().allMatch(name -> TYPED.matcher(name).matches());
        quotes = options.quotes().orElse(!typed);
        for (String name : names) {
            add(name.strip(), typed);
        }
    }

    private void add(String name, boolean typed) {
        Matcher matcher = TYPED.matcher(name);
        String column = typed && matcher.matches() ? matcher.group(1) : name;
        ColumnType type =
                typed ? new ColumnType(ColumnType.Kind.TEXT, name.substring(column.length() + 1)) : ColumnType.OF_TEXT;
        if (columns.put(column, type) != null) {
            throw new TableException(file.path() + " has the column '" + column
                    + "' twice; name the columns otherwise, in the file or with table.columns in the mapping");
        }
    }

    /** The usual delimiter of which a line has most. */
    private static String delimiter(String line) {
        String best = ",";
        int most = 0;
        for (String each : USUAL) {
            int count = line.split(Pattern.quote(each), -1).length - 1;
            if (count > most) {
                best = each;
                most = count;
            }
        }
        return most == 0 && line.contains("::") ? "::" : best;
    }

    @Override
    public SequencedMap<String, ColumnType> columns() {
        return columns;
    }

    @Override
    public boolean next() throws IOException {
        Optional<Line> next = read();
        while (next.isPresent()
                && next.get().text.isEmpty()
                && next.get().problem.isEmpty()) {
            next = read();
        }
        if (next.isEmpty()) {
            return false;
        }
        row = next.get();
        line = row.number;
        problem = row.problem;
        if (problem.isEmpty()) {
            cells = cells(row.text);
            if (open) {
                closeQuote();
            }
            if (problem.isEmpty() && cells.size() != columns.size()) {
                shape();
            }
        }
        return true;
    }

    /** A delimiter behind the last cell makes no cell. */
    private void shape() {
        if (cells.size() == columns.size() + 1 && cells.getLast().isEmpty()) {
            cells = cells.subList(0, columns.size());
        } else {
            problem = "has " + cells.size() + (cells.size() == 1 ? " cell" : " cells") + ", and there are "
                    + columns.size() + " columns";
        }
    }

    /** Goes on over line ends until the quote is closed. Where it never is, the row was its first line, and the others are rows of their own. */
    private void closeQuote() throws IOException {
        Deque<Line> more = new ArrayDeque<>();
        StringBuilder whole = new StringBuilder(row.text);
        while (open && whole.length() < MAX_ROW) {
            Optional<Line> next = read();
            if (next.isEmpty() || !next.get().problem.isEmpty()) {
                next.ifPresent(more::add);
                break;
            }
            more.add(next.get());
            whole.append('\n').append(next.get().text);
            if (next.get().text.indexOf('"') >= 0) {
                cells = cells(whole.toString());
            }
        }
        if (open || !problem.isEmpty()) {
            problem = "has a quote that is never closed";
            while (!more.isEmpty()) {
                pushed.addFirst(more.removeLast());
            }
        } else {
            row = new Line(row.number, whole.toString(), problem);
        }
    }

    /** Whether the last cell that was cut is in a quote that is not closed. */
    private boolean open;

    /** Cuts a row, and says what is wrong with it. */
    private List<String> cells(String text) {
        List<String> cut = new ArrayList<>(Math.max(4, columns.size()));
        open = false;
        problem = "";
        int at = 0;
        while (true) {
            if (quotes && at < text.length() && text.charAt(at) == '"') {
                StringBuilder cell = new StringBuilder();
                int end = quoted(text, at + 1, cell);
                if (open) {
                    return cut;
                }
                if (end < text.length() && !text.startsWith(delimiter, end)) {
                    problem = "has a text behind a closing quote";
                    return cut;
                }
                cut.add(cell.toString());
                at = end;
            } else {
                int end = text.indexOf(delimiter, at);
                end = end < 0 ? text.length() : end;
                cut.add(text.substring(at, end));
                at = end;
            }
            if (at >= text.length()) {
                return cut;
            }
            at += delimiter.length();
        }
    }

    /** @return where the closing quote ends; a quote is doubled inside */
    private int quoted(String text, int from, StringBuilder cell) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '"') {
                cell.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else {
                return i + 1;
            }
        }
        open = true;
        return text.length();
    }

    private Optional<Line> read() throws IOException {
        Line before = pushed.poll();
        if (before != null) {
            return Optional.of(before);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        long length = 0;
        while (more()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int room = (int) Math.min(MAX_ROW + 1L - bytes.size(), end - position);
            bytes.write(buffer, position, room);
            length += end - position;
            boolean ended = end < limit;
            position = Math.min(limit, end + 1);
            if (ended) {
                return Optional.of(line(bytes.toByteArray(), length));
            }
        }
        return length == 0 ? Optional.empty() : Optional.of(line(bytes.toByteArray(), length));
    }

    private boolean more() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private long number;

    private Line line(byte[] bytes, long length) {
        number++;
        if (length > MAX_ROW) {
            return new Line(
                    number,
                    new String(bytes, 0, 1000, StandardCharsets.UTF_8),
                    "is a line of " + length + " bytes; at most " + MAX_ROW + " are allowed");
        }
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            return new Line(
                    number,
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString(),
                    "");
        } catch (CharacterCodingException e) {
            return new Line(
                    number,
                    new String(bytes, 0, end, charset),
                    "is not in " + charset + "; say table.charset = ISO-8859-1, or what it is, in the mapping");
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public String cell(int column) {
        return cells.get(column);
    }

    @Override
    public String text() {
        return row.text;
    }

    @Override
    public double share() {
        return in.share();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
