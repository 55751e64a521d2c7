package dev.fairlead.registry;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Fields;
import java.util.function.Consumer;

/** How a document (a model with its card) becomes bytes: equal fields written in equal order give equal bytes. */
public interface Documents {
    byte[] write(Consumer<FieldWriter> fields);

    /** @throws ContractViolation if the bytes are not a document */
    Fields read(byte[] bytes) throws ContractViolation;
}
