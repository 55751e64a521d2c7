package dev.fairlead.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes stored events behind the log's back, as damage and other versions do. */
public final class StoredBodies {
    private StoredBodies() {}

    /** What becomes of a stored event. */
    public interface Edit {
        /** @return empty if the event is to be gone */
        Optional<String> of(long offset, String body);
    }

    private record Row(long first, Block block) {}

    /** Edits all events of a folder that no process holds. */
    public static void edit(Path folder, Edit edit) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                PreparedStatement select = db.prepareStatement("SELECT first, body FROM blocks");
                PreparedStatement update = db.prepareStatement("UPDATE blocks SET body = ? WHERE first = ?")) {
            for (Row row : edited(select, edit)) {
                update.setBytes(1, row.block.bytes());
                update.setLong(2, row.first);
                update.executeUpdate();
            }
        }
    }

    private static List<Row> edited(PreparedStatement select, Edit edit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Block block = new Block(row.getLong(1));
                Block.read(row.getLong(1), row.getBytes(2), (offset, key, bytes, from, length) -> {
                    edit.of(offset, new String(bytes, from, length, StandardCharsets.UTF_8))
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .ifPresent(body -> block.add(offset, key, body, 0, body.length));
                    return true;
                });
                rows.add(new Row(row.getLong(1), block));
            }
        }
        return rows;
    }
}
