package dev.fairlead.trees;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** UBJSON as XGBoost writes it: counts in eight bytes, arrays of numbers typed, single integers as short as can be. */
final class UbjsonDocument implements DocumentWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Something to write that cannot fail in memory. */
    private interface Write {
        void run() throws IOException;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    @Override
    public void open() {
        write(() -> out.writeByte('{'));
    }

    @Override
    public void key(String name) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        write(() -> {
            out.writeByte('L');
            out.writeLong(encoded.length);
            out.write(encoded);
        });
    }

    @Override
    public void close() {
        write(() -> out.writeByte('}'));
    }

    @Override
    public void text(String value) {
        write(() -> out.writeByte('S'));
        key(value);
    }

    @Override
    public void integer(int value) {
        write(() -> {
            if (value == (byte) value) {
                out.writeByte('i');
                out.writeByte(value);
            } else if (value == (short) value) {
                out.writeByte('I');
                out.writeShort(value);
            } else {
                out.writeByte('l');
                out.writeInt(value);
            }
        });
    }

    @Override
    public void number(float value) {
        write(() -> {
            out.writeByte('d');
            out.writeFloat(value);
        });
    }

    @Override
    public void list(int size) {
        write(() -> {
            out.writeBytes("[#L");
            out.writeLong(size);
        });
    }

    @Override
    public void endList() {}

    @Override
    public void floats(float... values) {
        typed('d', values.length);
        for (float value : values) {
            write(() -> out.writeFloat(value));
        }
    }

    @Override
    public void ints(int... values) {
        typed('l', values.length);
        for (int value : values) {
            write(() -> out.writeInt(value));
        }
    }

    @Override
    public void longs(int... values) {
        typed('L', values.length);
        for (int value : values) {
            write(() -> out.writeLong(value));
        }
    }

    @Override
    public void bytes(int... values) {
        typed('U', values.length);
        for (int value : values) {
            write(() -> out.writeByte(value));
        }
    }

    private void typed(char type, int size) {
        write(() -> {
            out.writeBytes("[$" + type + "#L");
            out.writeLong(size);
        });
    }
}
