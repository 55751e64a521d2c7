package dev.fairlead.cli.schema;

import dev.fairlead.events.EventDocs;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Print every type of event with its fields, in Markdown: docs/events.md.")
final class EventsCommand implements Runnable {
    private static final String INTRODUCTION = """
            # Events

            `fairlead schema events` prints this page from the schemas by which events are read, written and checked. Each event has its
            `type` beside these fields. An unknown field is refused with the name that was probably meant; a field that is null counts as
            left out, but for the attributes of `item` and `user`, which null clears. A time is milliseconds since 1970, or ISO 8601
            text with an offset. A `.` leads into a record inside, `[]` into each of a list of them.

            ## What products send

            """;

    private static final String PLATFORM = """
            ## What Fairlead itself writes

            These come from nobody else: who could send them could make a release serve. `fairlead import` takes them back from an
            exported log.

            """;

    @Override
    public void run() {
        EventTypes types = Node.types(Apps.of(FeedConfig.defaults()));
        System.out.print(INTRODUCTION
                + EventDocs.tables(of(types, EventType.Origin.PRODUCT))
                + PLATFORM
                + EventDocs.tables(of(types, EventType.Origin.PLATFORM)).stripTrailing()
                + "\n");
    }

    private static List<EventType<?>> of(EventTypes types, EventType.Origin origin) {
        return types.all().stream().filter(type -> type.origin() == origin).toList();
    }
}
