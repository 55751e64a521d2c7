package dev.fairlead.sqlite;

import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.DeadLetters;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/** Refused events in their table; {@link LogWriter} adds to it. */
record SqliteDeadLetters(Path file, Writer writer, Readers readers) implements DeadLetters {
    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        return readers.read(session -> {
            PreparedStatement select = session.prepared("SELECT number, received, source, line, field, reason, payload"
                    + " FROM dead_letters WHERE resubmitted = 0 AND number > ? ORDER BY number LIMIT ?");
            select.setLong(1, after);
            select.setInt(2, limit);
            List<DeadLetter> letters = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    letters.add(new DeadLetter(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7)));
                }
            }
            return letters;
        });
    }

    @Override
    public long deadLetterCount() {
        return readers.read(session -> {
            try (ResultSet row = session.prepared("SELECT count(*) FROM dead_letters WHERE resubmitted = 0")
                    .executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    @Override
    public void markResubmitted(List<Long> numbers) {
        writer.transaction("dead letters in " + file + " were not marked", session -> {
            PreparedStatement update = session.prepared("UPDATE dead_letters SET resubmitted = 1 WHERE number = ?");
            for (long number : numbers) {
                update.setLong(1, number);
                update.executeUpdate();
            }
            return numbers.size();
        });
    }
}
