package dev.fairlead.sqlite;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.log.ImportBatch;
import dev.fairlead.log.ImportStore;
import dev.fairlead.registry.Documents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Imports in their table, with the stretches of the log that {@link LogWriter} notes in the transaction that appends them. */
record SqliteImports(Path file, Writer writer, Readers readers, FreeOffsets free, Documents documents)
        implements ImportStore {
    private <T> T write(Writer.Work<T> change) {
        return writer.transaction("the imports in " + file + " were not written", change);
    }

    @Override
    public void put(ImportBatch batch) {
        byte[] document = documents.write(out -> ImportBatch.SCHEMA.write(batch, out));
        write(session -> {
            PreparedStatement insert = session.prepared("INSERT INTO imports (batch, document) VALUES (?, ?)"
                    + " ON CONFLICT (batch) DO UPDATE SET document = excluded.document");
            insert.setString(1, batch.name());
            insert.setString(2, new String(document, StandardCharsets.UTF_8));
            return insert.executeUpdate();
        });
    }

    @Override
    public List<ImportBatch> batches() {
        return readers.read(session -> {
            List<ImportBatch> batches = new ArrayList<>();
            try (ResultSet row = session.prepared("SELECT document FROM imports ORDER BY rowid")
                    .executeQuery()) {
                while (row.next()) {
                    batches.add(batch(row.getString(1).getBytes(StandardCharsets.UTF_8)));
                }
            }
            return batches;
        });
    }

    private ImportBatch batch(byte[] stored) {
        try {
            return ImportBatch.SCHEMA.read(new Contract(documents.read(stored)));
        } catch (ContractViolation e) {
            throw new StoreException(
                    file + " holds a damaged document of an import: " + e.field() + ": " + e.reason(), e);
        }
    }

    @Override
    public List<Range> ranges(String batch) {
        return readers.read(session -> {
            PreparedStatement select =
                    session.prepared("SELECT first, last FROM import_ranges WHERE batch = ? ORDER BY first");
            select.setString(1, batch);
            return ranges(select);
        });
    }

    private static List<Range> ranges(PreparedStatement select) throws SQLException {
        List<Range> ranges = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ranges.add(new Range(row.getLong(1), row.getLong(2)));
            }
        }
        return ranges;
    }

    @Override
    public void free(String batch) {
        write(session -> {
            PreparedStatement update = session.prepared("UPDATE import_ranges SET free = 1 WHERE batch = ?");
            update.setString(1, batch);
            return update.executeUpdate();
        });
        free.set(readers.read(SqliteImports::free));
    }

    /** The stretches whose ids are free. */
    static List<Range> free(Session session) throws SQLException {
        return ranges(session.prepared("SELECT first, last FROM import_ranges WHERE free = 1 ORDER BY first"));
    }

    /** Notes that a stretch belongs to an import: what follows on one of it makes that longer. */
    static void note(Session session, String batch, long first, long last) throws SQLException {
        PreparedStatement update =
                session.prepared("UPDATE import_ranges SET last = ? WHERE batch = ? AND last = ? AND free = 0");
        update.setLong(1, last);
        update.setString(2, batch);
        update.setLong(3, first - 1);
        if (update.executeUpdate() == 0) {
            PreparedStatement insert =
                    session.prepared("INSERT INTO import_ranges (batch, first, last, free) VALUES (?, ?, ?, 0)");
            insert.setString(1, batch);
            insert.setLong(2, first);
            insert.setLong(3, last);
            insert.executeUpdate();
        }
    }
}
