package dev.fairlead.log;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.List;

/**
 * An import: what was read, and what became of it.
 *
 * @param name its name, which is also its order
 * @param time when it began
 * @param files what was read
 * @param mappings SHA-256 of the mappings, in the order of the files; nothing for files of events as they are
 * @param state what it is now
 * @param rows rows and lines that were read
 * @param accepted events that were appended
 * @param duplicates events that the log held already
 * @param refused rows and lines that became dead letters
 * @param conflicts events of an id that the log held with other content, among those refused
 * @param first time of the earliest event; 0 without one
 * @param last time of the latest event; 0 without one
 */
public record ImportBatch(
        String name,
        long time,
        List<String> files,
        List<String> mappings,
        String state,
        long rows,
        long accepted,
        long duplicates,
        long refused,
        long conflicts,
        long first,
        long last) {
    /** It has begun, and its process may have ended before it was done: to be imported again, or undone. */
    public static final String BEGUN = "begun";
    /** All of it is in the log. */
    public static final String DONE = "done";
    /** It is to leave the log before any state reads it. */
    public static final String UNDOING = "undoing";
    /** It has left the log. */
    public static final String UNDONE = "undone";

    public static final Schema<ImportBatch> SCHEMA = Schema.of(
            ImportBatch.class,
            Field.id("batch", "its name"),
            Field.time("time", "when it began"),
            Field.ids("files", "what was read"),
            Field.ids("mappings", "SHA-256 of the mappings"),
            Field.id("state", "begun, done, undoing or undone"),
            Field.whole("rows", 0, Long.MAX_VALUE, "rows and lines that were read")
                    .orElse(0),
            Field.whole("accepted", 0, Long.MAX_VALUE, "events that were appended")
                    .orElse(0),
            Field.whole("duplicates", 0, Long.MAX_VALUE, "events that the log held already")
                    .orElse(0),
            Field.whole("refused", 0, Long.MAX_VALUE, "rows and lines that became dead letters")
                    .orElse(0),
            Field.whole("conflicts", 0, Long.MAX_VALUE, "events of an id that the log held with other content")
                    .orElse(0),
            Field.time("first", "time of the earliest event").optional(),
            Field.time("last", "time of the latest event").optional());

    /** The same in another state. */
    public ImportBatch in(String other) {
        return new ImportBatch(
                name, time, files, mappings, other, rows, accepted, duplicates, refused, conflicts, first, last);
    }
}
