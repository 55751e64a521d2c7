package dev.fairlead.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** A few connections that only read, each lent to one thread at a time; more threads wait their turn. */
final class Readers implements AutoCloseable {
    private static final int MOST = 4;

    private final Path file;
    private final Writer.Opening opening;
    private final Semaphore free = new Semaphore(MOST, true);
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();

    /** @param opening opens a connection to the file that only reads */
    Readers(Path file, Writer.Opening opening) {
        this.file = file;
        this.opening = opening;
    }

    interface Query<T> {
        T run(Session session) throws SQLException;
    }

    /** @throws StoreException when the file cannot be read */
    <T> T read(Query<T> query) {
        free.acquireUninterruptibly();
        try {
            Session session = idle.pollFirst();
            if (session == null) {
                session = opening.open();
            }
            try {
                return query.run(session);
            } finally {
                idle.addFirst(session);
            }
        } catch (SQLException e) {
            throw new StoreException(file + " cannot be read: " + e.getMessage(), e);
        } finally {
            free.release();
        }
    }

    /** Waits for the reads under way. */
    @Override
    public void close() throws SQLException {
        free.acquireUninterruptibly(MOST);
        for (Session session : idle) {
            session.close();
        }
    }
}
