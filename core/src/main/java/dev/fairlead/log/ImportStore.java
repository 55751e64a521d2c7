package dev.fairlead.log;

import java.util.List;
import java.util.Optional;

/** The imports of a log, with where in it their events are. Safe for many threads. */
public interface ImportStore {
    /** Notes an import or what is known of it by now. @throws LogException when the storage refuses */
    void put(ImportBatch batch);

    /** All imports, in the order in which they began. */
    List<ImportBatch> batches();

    /** One of them. */
    default Optional<ImportBatch> batch(String name) {
        return batches().stream().filter(batch -> batch.name().equals(name)).findFirst();
    }

    /** Offsets of a log of one partition, both inclusive. */
    record Range(long first, long last) {
        public boolean holds(long offset) {
            return first <= offset && offset <= last;
        }
    }

    /** Where events of an import are: nothing else lies in these stretches. */
    List<Range> ranges(String batch);

    /** From now on the ids in the stretches of an import are free, as if its events had never been in the log. */
    void free(String batch);
}
