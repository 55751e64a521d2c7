package dev.fairlead.sqlite;

import dev.fairlead.events.Event;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What one caller wants appended. @param batch import that it belongs to; empty for none */
record Unit(String batch, List<Row> rows, List<DeadLetter> refused, CompletableFuture<Receipt> receipt) {
    /** An event with its stored form. @param key its key at probe 0 */
    record Row(Event event, long key, byte[] body) {
        String id() {
            return event.id();
        }
    }

    /** How much it takes of the queue, in entries. */
    int weight() {
        return 1 + rows.size() + refused.size();
    }

    /** How much it takes of the queue, in bytes, about. */
    long bytes() {
        long bytes = 0;
        for (Row row : rows) {
            bytes += row.body.length;
        }
        for (DeadLetter letter : refused) {
            bytes += letter.payload().length() + letter.reason().length();
        }
        return bytes;
    }
}
