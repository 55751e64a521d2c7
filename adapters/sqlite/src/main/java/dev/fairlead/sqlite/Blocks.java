package dev.fairlead.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The log's table: {@link Block}s by the offset of their first event. New ones go to its end, however large it is. */
final class Blocks {
    private static final byte[] NOTHING = {};
    private static final String INSERT = "INSERT INTO blocks (first, last, oldest, body) VALUES (?, ?, ?, ?)";

    /** From the block that holds an offset, or would hold it, on. */
    private static final String FROM =
            "SELECT first, body FROM blocks WHERE first >= coalesce((SELECT max(first) FROM blocks WHERE first <= ?), 0) ORDER BY first";

    private static final String OF = "SELECT first, body FROM blocks WHERE first <= ? ORDER BY first DESC LIMIT 1";

    private Blocks() {}

    /** An event as it is stored. */
    record Stored(long offset, byte[] body) {}

    /** @param oldest time of the oldest of its events, or of one before, in milliseconds since 1970 */
    static void insert(Session session, Block block, long oldest) throws SQLException {
        PreparedStatement insert = session.prepared(INSERT);
        insert.setLong(1, block.first());
        insert.setLong(2, block.last());
        insert.setLong(3, oldest);
        insert.setBytes(4, block.bytes());
        insert.executeUpdate();
    }

    /** Hands over events after an offset, as long as the visitor wants more. */
    static void read(Session session, long after, Block.Visitor visitor) throws SQLException {
        PreparedStatement select = session.prepared(FROM);
        select.setLong(1, after + 1);
        Block.Visitor behind = (offset, key, bytes, from, length) ->
                offset <= after || visitor.event(offset, key, bytes, from, length);
        try (ResultSet row = select.executeQuery()) {
            while (row.next() && Block.read(row.getLong(1), row.getBytes(2), behind)) {
                // on to the next
            }
        }
    }

    /** Events after an offset until there are so many, or so many bytes, but at least one. */
    static List<Stored> fetch(Session session, long after, int limit, long bytes) throws SQLException {
        List<Stored> rows = new ArrayList<>();
        long[] taken = {0};
        read(session, after, (offset, _, block, from, length) -> {
            rows.add(new Stored(offset, Arrays.copyOfRange(block, from, from + length)));
            taken[0] += length;
            return rows.size() < limit && taken[0] < bytes;
        });
        return rows;
    }

    /** The event at an offset; empty if the log does not hold it. */
    static byte[] body(Session session, long wanted) throws SQLException {
        PreparedStatement select = session.prepared(OF);
        select.setLong(1, wanted);
        List<byte[]> found = new ArrayList<>(1);
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                Block.read(row.getLong(1), row.getBytes(2), (offset, _, bytes, from, length) -> {
                    if (offset == wanted) {
                        found.add(Arrays.copyOfRange(bytes, from, from + length));
                    }
                    return offset < wanted;
                });
            }
        }
        return found.isEmpty() ? NOTHING : found.getFirst();
    }

    /** The log's last offset. Events at the end may have left the log; the offset that was given last is kept apart from them. */
    static long last(Session session) throws SQLException {
        try (ResultSet row = session.prepared("SELECT last FROM blocks ORDER BY first DESC LIMIT 1")
                .executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** A number that this log has and no other. */
    static long identity(Session session) throws SQLException {
        return session.number("SELECT identity FROM log");
    }
}
