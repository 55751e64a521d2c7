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

    private record Row(long first, long last, long oldest, byte[] body) {}

    @Override
    public synchronized Rewritten rewrite(Position upTo, Rule rule, DoubleConsumer progress) {
        long until = upTo.offset(0);
        long changed = 0;
        long removed = 0;
        long after = 0;
        try {
            long before = looksAtAll(rule) ? Long.MAX_VALUE : rule.before();
            for (List<Row> rows = next(after, until, before); !rows.isEmpty(); rows = next(after, until, before)) {
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
            if (changed + removed > 0) {
                recent.clear();
                writer.checkpoint();
            }
            if (!rule.lasting().isEmpty()) {
                long gone = removed;
                writer.transaction(session -> remember(session, rule.lasting(), gone));
            }
        } catch (SQLException e) {
            throw new LogException("the log could not be rewritten: " + e.getMessage(), e);
        }
        return new Rewritten(changed, removed);
    }

    /** Whether the blocks may not say what the rule needs: a block says it for one rule, the last that was applied. */
    private boolean looksAtAll(Rule rule) {
        return readers.read(session -> {
            try (ResultSet row = session.prepared("SELECT lasting FROM log").executeQuery()) {
                String last = row.getString(1);
                return !last.isEmpty() && !last.equals(rule.lasting());
            }
        });
    }

    private static int remember(Session session, String lasting, long removed) throws SQLException {
        PreparedStatement update = session.prepared("UPDATE log SET lasting = ?, expired = expired + ?");
        update.setString(1, lasting);
        update.setLong(2, removed);
        return update.executeUpdate();
    }

    @Override
    public long expired() {
        return readers.read(session -> session.number("SELECT expired FROM log"));
    }

    @Override
    public long bytes() {
        return readers.read(session -> session.number("PRAGMA page_size")
                * (session.number("PRAGMA page_count") - session.number("PRAGMA freelist_count")));
    }

    private List<Row> next(long after, long until, long before) {
        return readers.read(session -> {
            PreparedStatement select = session.prepared(
                    "SELECT first, last, oldest, body FROM blocks WHERE first > ? AND first <= ? AND oldest < ? ORDER BY first LIMIT "
                            + BLOCKS_AT_ONCE);
            select.setLong(1, after);
            select.setLong(2, until);
            select.setLong(3, before);
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)));
                }
            }
            return rows;
        });
    }

    /** An empty block at the log's end stays: it says how far offsets were given. */
    private static int store(Session session, List<Rewriting> done) throws SQLException {
        long end = Blocks.last(session);
        PreparedStatement update = session.prepared("UPDATE blocks SET body = ?, oldest = ? WHERE first = ?");
        PreparedStatement delete = session.prepared("DELETE FROM blocks WHERE first = ?");
        for (Rewriting each : done) {
            byte[] body = each.block.bytes();
            if (body.length == 0 && each.row.last < end) {
                delete.setLong(1, each.row.first);
                delete.executeUpdate();
            } else {
                update.setBytes(1, body);
                update.setLong(2, each.oldest);
                update.setLong(3, each.row.first);
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
        private long oldest = Long.MAX_VALUE;

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
            if (rule.lasting().isEmpty() || row.last > until) {
                oldest = row.oldest;
            }
        }

        boolean differs() {
            return changed + removed > 0 || oldest != row.oldest;
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
            if (rule.everConcerns(before)) {
                oldest = Math.min(oldest, before.time());
            }
            if (after.get() == before) {
                return body;
            }
            changed++;
            return events.codec().encode(after.get());
        }
    }
}
