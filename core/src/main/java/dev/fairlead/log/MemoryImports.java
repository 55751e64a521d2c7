package dev.fairlead.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Imports on the heap, of a log that keeps nothing. */
public final class MemoryImports implements ImportStore {
    private final Map<String, ImportBatch> batches = new LinkedHashMap<>();

    @Override
    public synchronized void put(ImportBatch batch) {
        batches.put(batch.name(), batch);
    }

    @Override
    public synchronized List<ImportBatch> batches() {
        return List.copyOf(batches.values());
    }

    @Override
    public List<Range> ranges(String batch) {
        return List.of();
    }

    @Override
    public void free(String batch) {}
}
