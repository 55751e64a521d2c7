package dev.fairlead.duckdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A text file that is packed by Zstandard, as DuckDB unpacks it: as a table of one column, which no text can end but a line's end. */
final class ZstdLines extends InputStream {
    /** DuckDB takes longer lines for an error. */
    private static final int MAX_LINE = 2 << 20;

    private final Path file;
    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private byte[] line = {};
    private int at;

    private ZstdLines(Path file, Connection connection, Statement statement, ResultSet rows) {
        this.file = file;
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    static InputStream open(Path file) throws IOException {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
            Statement statement = connection.createStatement();
            return new ZstdLines(
                    file,
                    connection,
                    statement,
                    statement.executeQuery("SELECT line FROM read_csv(" + TableFile.path(file)
                            + ", columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = '\u0001',"
                            + " quote = '', escape = '', compression = 'zstd', max_line_size = " + MAX_LINE + ")"));
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private boolean more() throws IOException {
        if (at < line.length) {
            return true;
        }
        try {
            if (!rows.next()) {
                return false;
            }
            String text = rows.getString(1);
            line = ((text == null ? "" : text) + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        } catch (SQLException e) {
            throw new IOException(file + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public int read() throws IOException {
        return more() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int n = Math.min(length, line.length - at);
        System.arraycopy(line, at, bytes, from, n);
        at += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        try (connection;
                statement;
                rows) {
            // only closed
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
