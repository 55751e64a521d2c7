package dev.fairlead.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Units that wait to be written. Full once {@link #MOST_WAITING} events wait; a single unit may be larger. */
final class UnitQueue {
    private static final int MOST_WAITING = 100_000;

    /** Events in one transaction: enough to make the cost of a commit small, few enough to answer soon. */
    private static final int MOST_AT_ONCE = 20_000;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Unit> waiting = new ArrayDeque<>();
    private int weight;
    private boolean closed;

    /** Blocks while the queue is full. @throws IllegalStateException once the queue is closed */
    void put(Unit unit) {
        lock.lock();
        try {
            while (!closed && weight > 0 && weight + unit.weight() > MOST_WAITING) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("the log is closed");
            }
            waiting.add(unit);
            weight += unit.weight();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Does not block. @return false, and nothing is put, while the queue is full or closed */
    boolean offer(Unit unit) {
        lock.lock();
        try {
            if (closed || (weight > 0 && weight + unit.weight() > MOST_WAITING)) {
                return false;
            }
            waiting.add(unit);
            weight += unit.weight();
            changed.signalAll();
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
            int taken = 0;
            for (Unit next = waiting.peek();
                    next != null && (taken == 0 || taken + next.weight() <= MOST_AT_ONCE);
                    next = waiting.peek()) {
                group.add(waiting.remove());
                taken += next.weight();
            }
            weight -= taken;
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
