package dev.fairlead.json;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.EventCodec;

/**
 * The canonical encoding: compact UTF-8 JSON, fields in the order in which the event writes them, doubles as the shortest
 * decimal that reads back to the same bits, and what is not known (NaN, empty text, empty lists) left out.
 */
public final class JsonEvents implements EventCodec {
    private final EventTypes types;

    /** @param types that can be written and read */
    public JsonEvents(EventTypes types) {
        this.types = types;
    }

    @Override
    public byte[] encode(Event event) {
        return Json.bytes(out -> types.write(event, out));
    }

    @Override
    public Event decode(byte[] bytes) throws ContractViolation {
        return types.read(Json.parse(bytes));
    }

    @Override
    public String idOf(byte[] bytes) {
        try {
            return Json.parse(bytes).text("id").orElse("");
        } catch (ContractViolation | RuntimeException e) {
            return "";
        }
    }
}
