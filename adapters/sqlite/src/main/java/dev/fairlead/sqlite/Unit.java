package dev.fairlead.sqlite;

import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What one caller wants appended. */
record Unit(List<Row> rows, List<DeadLetter> refused, CompletableFuture<Receipt> receipt) {
    /** An encoded event. @param key its key at probe 0 */
    record Row(String id, long key, byte[] body) {}

    /** How much it takes of the queue. */
    int weight() {
        return 1 + rows.size() + refused.size();
    }
}
