package dev.fairlead.sqlite;

import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelStore;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Models as blobs, by the SHA-256 of their bytes. */
final class SqliteModels implements ModelStore {
    private final Path file;
    private final Writer writer;
    private final Readers readers;

    SqliteModels(Path file, Writer writer, Readers readers) {
        this.file = file;
        this.writer = writer;
        this.readers = readers;
    }

    private static String hash(byte[] content) {
        return Sha256.of(content);
    }

    @Override
    public String put(byte[] content, long created) {
        String hash = hash(content);
        try {
            return writer.transaction(session -> {
                PreparedStatement insert = session.prepared(
                        "INSERT INTO models (hash, created, content) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING");
                insert.setString(1, hash);
                insert.setLong(2, created);
                insert.setBytes(3, content);
                insert.executeUpdate();
                return hash;
            });
        } catch (SQLException e) {
            throw new StoreException("the model was not stored in " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<byte[]> get(String hash) {
        Optional<byte[]> content = readers.read(session -> {
            PreparedStatement select = session.prepared("SELECT content FROM models WHERE hash = ?");
            select.setString(1, hash);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        });
        if (content.isPresent() && !hash(content.get()).equals(hash)) {
            throw new DamagedModelException("model " + hash + " in " + file + " is damaged: its bytes hash to "
                    + hash(content.get()) + "; restore the file from a backup or train the model again");
        }
        return content;
    }

    @Override
    public List<Entry> list() {
        return readers.read(session -> {
            List<Entry> entries = new ArrayList<>();
            try (ResultSet row = session.prepared(
                            "SELECT hash, created, length(content) FROM models ORDER BY created, rowid")
                    .executeQuery()) {
                while (row.next()) {
                    entries.add(new Entry(row.getString(1), row.getLong(2), row.getLong(3)));
                }
            }
            return entries;
        });
    }
}
