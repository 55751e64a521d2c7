package dev.fairlead.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Units that wait to be written. Full once so many events or bytes wait; a single unit may be larger. */
final class UnitQueue {
    private static final Load MOST_WAITING = new Load(100_000, 64L << 20);

    /** In one transaction: enough to make the cost of a commit small, few enough to answer soon. */
    private static final Load MOST_AT_ONCE = new Load(20_000, 16L << 20);

    private static final Load NOTHING = new Load(0, 0);

    /** How much units are together. */
    private record Load(int entries, long bytes) {
        Load plus(Unit unit) {
            return new Load(entries + unit.weight(), bytes + unit.bytes());
        }

        Load minus(Load other) {
            return new Load(entries - other.entries, bytes - other.bytes);
        }

        boolean within(Load most) {
            return entries <= most.entries && bytes <= most.bytes;
        }
    }

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Unit> waiting = new ArrayDeque<>();
    private Load load = NOTHING;
    private boolean closed;

    private boolean full(Unit next) {
        return load.entries > 0 && !load.plus(next).within(MOST_WAITING);
    }

    private void add(Unit unit) {
        waiting.add(unit);
        load = load.plus(unit);
        changed.signalAll();
    }

    /** Blocks while the queue is full. @throws IllegalStateException once the queue is closed */
    void put(Unit unit) {
        lock.lock();
        try {
            while (!closed && full(unit)) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("the log is closed");
            }
            add(unit);
        } finally {
            lock.unlock();
        }
    }

    /** Does not block. @return false, and nothing is put, while the queue is full or closed */
    boolean offer(Unit unit) {
        lock.lock();
        try {
            if (closed || full(unit)) {
                return false;
            }
            add(unit);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What waits, in order, at least one unit; empty once the queue is closed and drained. */
    List<Unit> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Unit> group = new ArrayList<>();
            Load taken = NOTHING;
            for (Unit next = waiting.peek();
                    next != null && (group.isEmpty() || taken.plus(next).within(MOST_AT_ONCE));
                    next = waiting.peek()) {
                group.add(waiting.remove());
                taken = taken.plus(next);
            }
            load = load.minus(taken);
            changed.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
