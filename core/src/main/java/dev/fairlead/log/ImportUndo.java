package dev.fairlead.log;

import dev.fairlead.events.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes imports out of a log as if they had never been there: their events leave it, their ids are free again, and all states are computed anew
 * from the log. A process may end at any point: what was begun is finished by the next, before any state reads the log.
 */
public record ImportUndo(ImportStore store, LogRewriter log) {
    /** Whether an import waits to leave the log. */
    public boolean pending() {
        return store.batches().stream().anyMatch(ImportUndo::leaves);
    }

    private static boolean leaves(ImportBatch batch) {
        return batch.state().equals(ImportBatch.UNDOING);
    }

    /**
     * Takes out what was asked for. No state may have read the log yet.
     *
     * @param folder of the snapshot, which is deleted since it holds what those events did
     */
    public void finish(Path folder, Position end) throws IOException {
        for (ImportBatch batch : store.batches()) {
            if (leaves(batch)) {
                new Snapshots(folder).delete();
                List<ImportStore.Range> ranges = store.ranges(batch.name());
                log.rewrite(end, new Leaving(ranges), _ -> {});
                store.free(batch.name());
                store.put(batch.in(ImportBatch.UNDONE));
                System.getLogger("fairlead")
                        .log(
                                System.Logger.Level.INFO,
                                "the import " + batch.name() + " has left the log; all states are computed anew");
            }
        }
    }

    private record Leaving(List<ImportStore.Range> ranges) implements LogRewriter.Rule {
        private boolean has(long offset) {
            return ranges.stream().anyMatch(range -> range.holds(offset));
        }

        @Override
        public Optional<Event> of(Logged logged) {
            return has(logged.offset()) ? Optional.empty() : Optional.of(logged.event());
        }

        /** What cannot be decoded has an offset that is not told here; it goes on being quarantined. */
        @Override
        public boolean keepsUnreadable(byte[] bytes) {
            return true;
        }
    }
}
