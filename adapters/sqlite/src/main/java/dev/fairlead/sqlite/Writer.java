package dev.fairlead.sqlite;

import dev.fairlead.log.LogException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The one connection that writes, one transaction at a time. */
final class Writer implements AutoCloseable {
    private final Opening opening;
    private final Lock turn = new ReentrantLock();
    private Optional<Session> session;

    interface Opening {
        Session open() throws SQLException;
    }

    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    Writer(Opening opening) throws SQLException {
        this.opening = opening;
        session = Optional.of(opening.open());
    }

    /** Runs {@code work} and commits; when either fails, nothing of it stays. */
    <T> T transaction(Work<T> work) throws SQLException {
        turn.lock();
        try {
            Session open = session.isPresent() ? session.get() : opening.open();
            session = Optional.of(open);
            try {
                open.execute("BEGIN IMMEDIATE");
                T result = work.run(open);
                open.execute("COMMIT");
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(open, e);
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Empties the write-ahead log into the file, as soon as no reader needs it. @throws SQLException when one needs it for too long */
    void checkpoint() throws SQLException {
        turn.lock();
        try {
            Session open = session.isPresent() ? session.get() : opening.open();
            session = Optional.of(open);
            try (ResultSet row =
                    open.prepared("PRAGMA wal_checkpoint(TRUNCATE)").executeQuery()) {
                if (row.next() && row.getInt(1) != 0) {
                    throw new SQLException("its write-ahead log is in use");
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /** {@link #transaction}. @param refused what did not happen, should it fail. @throws LogException when it fails */
    <T> T transaction(String refused, Work<T> work) {
        try {
            return transaction(work);
        } catch (SQLException e) {
            throw new LogException(refused + ": " + e.getMessage(), e);
        }
    }

    /**
     * After some failures (a full disk is one) SQLite has rolled back by itself and ROLLBACK fails. Closing the connection
     * is then the sure way to leave no transaction open; the next transaction opens a new one.
     */
    private void rollBack(Session open, Throwable cause) {
        try {
            open.execute("ROLLBACK");
        } catch (SQLException e) {
            session = Optional.empty();
            try {
                open.close();
            } catch (SQLException closing) {
                cause.addSuppressed(closing);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        turn.lock();
        try {
            if (session.isPresent()) {
                session.get().close();
            }
        } finally {
            turn.unlock();
        }
    }
}
