package dev.fairlead.trees;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Lends scratch to the calls in progress. A call looks for one from a place of its thread's own on, makes a new one only
 * when none is free, and puts it back where there is room; what finds no room is left to the garbage collector. So there
 * are no locks, no thread-local state for virtual threads to multiply, and, once as many exist as calls run at a time, no
 * allocation.
 */
final class ScratchPool<S> {
    private static final int PLACES =
            Integer.highestOneBit(Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));

    private final AtomicReferenceArray<S> free = new AtomicReferenceArray<>(PLACES);
    private final Supplier<S> more;

    ScratchPool(Supplier<S> more) {
        this.more = more;
    }

    S take() {
        int home = home();
        for (int i = 0; i < PLACES; i++) {
            int place = home + i & PLACES - 1;
            if (free.getPlain(place) != null) {
                S scratch = free.getAndSet(place, null);
                if (scratch != null) {
                    return scratch;
                }
            }
        }
        return more.get();
    }

    void give(S scratch) {
        int home = home();
        for (int i = 0; i < PLACES; i++) {
            int place = home + i & PLACES - 1;
            if (free.getPlain(place) == null && free.compareAndSet(place, null, scratch)) {
                return;
            }
        }
    }

    private static int home() {
        return (int) Thread.currentThread().threadId() & PLACES - 1;
    }
}
