package dev.fairlead.retrieval;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Long arrays in a document, exact: little-endian bits in base64. Cut into parts of a few million characters, because a
 * reader of documents need not take a text of hundreds of millions.
 */
final class Pack {
    /** Bytes in a part. */
    private static final int PART = 3 << 20;

    private Pack() {}

    static void write(FieldWriter out, String name, float[] values) {
        out.records(name, parts(values.length, 4), (part, each) -> {
            int from = part * (PART / 4);
            int length = Math.min(PART / 4, values.length - from);
            ByteBuffer bytes = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values, from, length);
            each.text("base64", Base64.getEncoder().encodeToString(bytes.array()));
        });
    }

    static void write(FieldWriter out, String name, long[] values) {
        out.records(name, parts(values.length, 8), (part, each) -> {
            int from = part * (PART / 8);
            int length = Math.min(PART / 8, values.length - from);
            ByteBuffer bytes = ByteBuffer.allocate(8 * length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values, from, length);
            each.text("base64", Base64.getEncoder().encodeToString(bytes.array()));
        });
    }

    private static List<Integer> parts(int values, int each) {
        int perPart = PART / each;
        return IntStream.range(0, (values + perPart - 1) / perPart).boxed().toList();
    }

    static float[] floats(Contract in, String name, int length) throws ContractViolation {
        float[] values = new float[length];
        int at = 0;
        for (ByteBuffer part : read(in, name, 4, length)) {
            int count = part.remaining() / 4;
            part.asFloatBuffer().get(values, at, count);
            at += count;
        }
        return values;
    }

    static long[] longs(Contract in, String name, int length) throws ContractViolation {
        long[] values = new long[length];
        int at = 0;
        for (ByteBuffer part : read(in, name, 8, length)) {
            int count = part.remaining() / 8;
            part.asLongBuffer().get(values, at, count);
            at += count;
        }
        return values;
    }

    private static List<ByteBuffer> read(Contract in, String name, int each, int length) throws ContractViolation {
        List<ByteBuffer> parts = in.records(name, part -> decode(part.raw("base64")));
        long found = 0;
        for (ByteBuffer part : parts) {
            if (part.remaining() % each != 0) {
                throw new ContractViolation(
                        name, part.remaining() + " bytes are not a whole number of values of " + each);
            }
            found += part.remaining();
        }
        if (found != (long) each * length) {
            throw new ContractViolation(name, found + " bytes where " + (long) each * length + " belong");
        }
        return parts;
    }

    private static ByteBuffer decode(String base64) throws ContractViolation {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IllegalArgumentException e) {
            throw new ContractViolation("base64", "not base64: " + e.getMessage());
        }
    }
}
