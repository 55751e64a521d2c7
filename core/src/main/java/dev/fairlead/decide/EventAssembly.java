package dev.fairlead.decide;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Fields;
import dev.fairlead.events.RecordedFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives events that were read alone what they lack, as they come in the order of their times: the elements of a list that were rows of a table
 * become one event, and a person's events get the session that a pause begins.
 */
public final class EventAssembly implements EventSorter.Sink {
    /** Takes what is whole. */
    public interface Whole {
        void event(Event event, String source, long line) throws IOException;

        void refused(String source, long line, ContractViolation why, Event event);
    }

    private final EventTypes types;
    private final Whole whole;
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<EventSorter.Sorted> parts = new ArrayList<>();

    public EventAssembly(EventTypes types, Whole whole) {
        this.types = types;
        this.whole = whole;
    }

    private record Session(long begun, long last) {}

    @Override
    public void accept(EventSorter.Sorted sorted) throws IOException {
        if (!parts.isEmpty() && !together(parts.getFirst(), sorted)) {
            finish();
        }
        if (sorted.lacks().isPart()) {
            parts.add(sorted);
        } else {
            pass(sorted, sorted.event());
        }
    }

    private static boolean together(EventSorter.Sorted one, EventSorter.Sorted other) {
        return one.lacks().equals(other.lacks())
                && one.event().getClass() == other.event().getClass()
                && one.event().time() == other.event().time()
                && one.event().id().equals(other.event().id());
    }

    /** What was begun is complete: nothing more comes. */
    public void finish() throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        List<EventSorter.Sorted> rows = new ArrayList<>(parts);
        parts.clear();
        rows.sort(Comparator.comparingLong(EventSorter.Sorted::line));
        EventSorter.Sorted head = rows.getFirst();
        try {
            pass(head, merged(rows));
        } catch (ContractViolation e) {
            whole.refused(head.source(), head.line(), e, head.event());
        }
    }

    /** The fields of the first row, with the elements of all: each once, as rolling exports have some rows twice. */
    private Event merged(List<EventSorter.Sorted> rows) throws ContractViolation {
        Unfinished lacks = rows.getFirst().lacks();
        List<Fields> elements = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (EventSorter.Sorted row : rows) {
            for (Fields element :
                    RecordedFields.of(types, row.event()).records(lacks.list()).orElse(List.of())) {
                RecordedFields fields = (RecordedFields) element;
                String text = text(fields);
                if (known.contains(text)) {
                    continue;
                }
                known.add(text);
                if (!lacks.numbered().isEmpty()) {
                    fields.with(lacks.numbered(), (long) elements.size() + 1);
                }
                elements.add(fields);
            }
        }
        return types.read(RecordedFields.of(types, rows.getFirst().event()).with(lacks.list(), List.copyOf(elements)));
    }

    private static String text(RecordedFields fields) {
        StringBuilder text = new StringBuilder();
        for (String name : fields.names()) {
            text.append(name).append('=').append(fields.value(name)).append('\u001f');
        }
        return text.toString();
    }

    private void pass(EventSorter.Sorted sorted, Event event) throws IOException {
        if (sorted.lacks().session().isZero()) {
            whole.event(event, sorted.source(), sorted.line());
            return;
        }
        try {
            whole.event(
                    types.read(RecordedFields.of(types, event).with("session", session(sorted, event))),
                    sorted.source(),
                    sorted.line());
        } catch (ContractViolation e) {
            whole.refused(sorted.source(), sorted.line(), e, event);
        }
    }

    private String session(EventSorter.Sorted sorted, Event event) {
        String person = types.persons(event).stream().sorted().findFirst().orElse("");
        Optional<Session> before = Optional.ofNullable(sessions.get(person));
        Session now = before.filter(session ->
                        event.time() - session.last <= sorted.lacks().session().toMillis())
                .map(session -> new Session(session.begun, event.time()))
                .orElse(new Session(event.time(), event.time()));
        sessions.put(person, now);
        return person + "-" + now.begun / 1000;
    }
}
