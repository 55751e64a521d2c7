package dev.fairlead.privacy;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.List;

/**
 * What the erasure of a person did, without a word of who it was.
 *
 * @param erasure id of the event
 * @param position of the event: what lies before it is without the person
 * @param changed events of the log that name a pseudonym now
 * @param removed events that described the person and are gone, and those of the person that could not be read
 * @param deadLetters refused events that named the person and are gone
 * @param quarantined events of the quarantine whose id and cause are blank now
 * @param models releases that were trained on events of the person: they hold no ids, but to be without the person they are to be trained again
 * @param exports files that were exported while the log had events of the person: Fairlead cannot reach into them
 */
public record ErasureReport(
        String erasure,
        String position,
        long changed,
        long removed,
        long deadLetters,
        long quarantined,
        List<String> models,
        List<String> exports) {
    public static final Schema<ErasureReport> SCHEMA = Schema.of(
            ErasureReport.class,
            Field.id("erasure", "id of the event"),
            Field.id("position", "of the event: what lies before it is without the person"),
            Field.whole("changed", 0, Long.MAX_VALUE, "events that name a pseudonym now"),
            Field.whole("removed", 0, Long.MAX_VALUE, "events that are gone"),
            Field.whole("dead_letters", 0, Long.MAX_VALUE, "refused events that are gone"),
            Field.whole("quarantined", 0, Long.MAX_VALUE, "events of the quarantine that are blank now"),
            Field.ids("models", "releases that were trained on events of the person"),
            Field.ids("exports", "files that were exported while the log had events of the person"));
}
