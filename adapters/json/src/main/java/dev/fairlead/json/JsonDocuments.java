package dev.fairlead.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Fields;
import dev.fairlead.registry.Documents;
import java.util.function.Consumer;

/**
 * Documents as compact JSON in UTF-8: fields in the order in which they are written, doubles as the shortest decimal that
 * reads back to the same bits, and what is not known left out. Unlike in events, a text may be of any length: trees of a
 * large model are tens of megabytes.
 */
public final class JsonDocuments implements Documents {
    private static final JsonFactory LONG_TEXTS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    @Override
    public byte[] write(Consumer<FieldWriter> fields) {
        return Json.bytes(fields::accept);
    }

    @Override
    public Fields read(byte[] bytes) throws ContractViolation {
        try {
            return Json.parse(LONG_TEXTS, bytes, 0, bytes.length);
        } catch (Malformed e) {
            throw e.at(1, 1);
        }
    }
}
