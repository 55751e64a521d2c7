package dev.fairlead.sqlite;

import dev.fairlead.log.ImportStore;
import java.util.List;

/** Offsets of events that were undone: whatever key leads to one of them leads nowhere. Safe for many threads. */
final class FreeOffsets {
    private volatile List<ImportStore.Range> ranges = List.of();

    void set(List<ImportStore.Range> free) {
        ranges = List.copyOf(free);
    }

    boolean has(long offset) {
        for (ImportStore.Range range : ranges) {
            if (range.holds(offset)) {
                return true;
            }
        }
        return false;
    }
}
