package dev.fairlead.sqlite;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.log.LogException;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Rewrites blocks where they are, a few in a transaction, so that appending goes on between them. SQLite overwrites what it deletes. */
record SqliteLogRewriter(Writer writer, Readers readers, StoredEvents events, RecentEvents recent)
        implements LogRewriter {
    private static final int BLOCKS_AT_ONCE = 32;
    private static final byte[] NOTHING = {};

    private record Row(long first, long last, byte[] body) {}

    @Override
    public Rewritten rewrite(Position upTo, Rule rule, DoubleConsumer progress) {
        long until = upTo.offset(0);
        long changed = 0;
        long removed = 0;
        long after = 0;
        try {
            for (List<Row> rows = next(after, until); !rows.isEmpty(); rows = next(after, until)) {
                List<Rewriting> done = rows.stream()
                        .map(row -> new Rewriting(row, rule, until))
                        .filter(Rewriting::differs)
                        .toList();
                if (!done.isEmpty()) {
                    writer.transaction(session -> store(session, done));
                }
                changed += done.stream().mapToLong(each -> each.changed).sum();
                removed += done.stream().mapToLong(each -> each.removed).sum();
                after = rows.getLast().first;
                progress.accept(Math.min(1, (double) rows.getLast().last / until));
            }
            recent.clear();
            writer.checkpoint();
        } catch (SQLException e) {
            throw new LogException("the log could not be rewritten: " + e.getMessage(), e);
        }
        return new Rewritten(changed, removed);
    }

    private List<Row> next(long after, long until) {
        return readers.read(session -> {
            PreparedStatement select = session.prepared(
                    "SELECT first, last, body FROM blocks WHERE first > ? AND first <= ? ORDER BY first LIMIT "
                            + BLOCKS_AT_ONCE);
            select.setLong(1, after);
            select.setLong(2, until);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getLong(2), row.getBytes(3)));
                }
            }
            return rows;
        });
    }

    /** An empty block at the log's end stays: it says how far offsets were given. */
    private static int store(Session session, List<Rewriting> done) throws SQLException {
        long end = Blocks.last(session);
        PreparedStatement update = session.prepared("UPDATE blocks SET body = ? WHERE first = ?");
        PreparedStatement delete = session.prepared("DELETE FROM blocks WHERE first = ?");
        for (Rewriting each : done) {
            byte[] body = each.block.bytes();
            if (body.length == 0 && each.row.last < end) {
                delete.setLong(1, each.row.first);
                delete.executeUpdate();
            } else {
                update.setBytes(1, body);
                update.setLong(2, each.row.first);
                update.executeUpdate();
            }
        }
        return done.size();
    }

    /** One block by a rule. */
    private final class Rewriting {
        private final Row row;
        private final Rule rule;
        private final Block block;
        private long changed;
        private long removed;

        Rewriting(Row row, Rule rule, long until) {
            this.row = row;
            this.rule = rule;
            block = new Block(row.first);
            Block.read(row.first, row.body, (offset, key, bytes, from, length) -> {
                if (offset > until || !rule.concerns(bytes, from, length)) {
                    block.add(offset, key, bytes, from, length);
                } else {
                    byte[] after = after(offset, Arrays.copyOfRange(bytes, from, from + length));
                    if (after.length > 0) {
                        block.add(offset, key, after, 0, after.length);
                    }
                }
                return true;
            });
        }

        boolean differs() {
            return changed + removed > 0;
        }

        /** @return empty if the event leaves the log */
        private byte[] after(long offset, byte[] body) {
            Event before;
            try {
                before = events.codec().decode(body);
            } catch (ContractViolation | RuntimeException e) {
                boolean kept = rule.keepsUnreadable(body);
                removed += kept ? 0 : 1;
                return kept ? body : NOTHING;
            }
            Optional<Event> after = rule.of(Logged.at(offset, before));
            if (after.isEmpty()) {
                removed++;
                return NOTHING;
            }
            if (after.get() == before) {
                return body;
            }
            changed++;
            return events.codec().encode(after.get());
        }
    }
}
