package dev.fairlead.json;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.log.EventCodec;

/**
 * The canonical encoding: compact UTF-8 JSON, fields in the order in which the event writes them, doubles as the shortest
 * decimal that reads back to the same bits, and what is not known (NaN, empty text, empty lists) left out.
 */
public final class JsonEvents implements EventCodec {
    @Override
    public byte[] encode(Event event) {
        return Json.bytes(out -> EventType.write(event, out));
    }

    @Override
    public Event decode(byte[] bytes) throws ContractViolation {
        return EventType.read(Json.parse(bytes));
    }
}
