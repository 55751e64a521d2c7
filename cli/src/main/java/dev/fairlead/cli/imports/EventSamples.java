package dev.fairlead.cli.imports;

import dev.fairlead.decide.EventSink;
import dev.fairlead.decide.Unfinished;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Fields;
import dev.fairlead.json.JsonEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The first events of a file as texts, to see what a mapping makes of it. */
final class EventSamples implements EventSink {
    private static final int MOST = 3;

    private final EventTypes types;
    private final JsonEvents codec;
    private final List<String> texts = new ArrayList<>();

    EventSamples(EventTypes types) {
        this.types = types;
        this.codec = new JsonEvents(types);
    }

    /** Thrown when there are as many as are wanted. */
    static final class Enough extends RuntimeException {
        Enough() {
            super("enough", null, false, false);
        }
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public void add(long line, Fields fields, String payload, Unfinished lacks) {
        try {
            say(new String(codec.encode(types.read(fields)), StandardCharsets.UTF_8));
        } catch (ContractViolation e) {
            refuse(line, e, payload);
        }
    }

    @Override
    public void refuse(long line, ContractViolation why, String payload) {
        say("line " + line + " would be refused: " + (why.field().isEmpty() ? "" : why.field() + ": ") + why.reason());
    }

    private void say(String text) {
        texts.add(text);
        if (texts.size() == MOST) {
            throw new Enough();
        }
    }
}
