package dev.fairlead.log;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;

/** How an event is written into the log, and read back to an equal event. */
public interface EventCodec {
    byte[] encode(Event event);

    /** @throws ContractViolation if the bytes are not an event that keeps its contract */
    Event decode(byte[] bytes) throws ContractViolation;

    /** The id in bytes that are perhaps no event any more; empty if it cannot be told. */
    String idOf(byte[] bytes);
}
