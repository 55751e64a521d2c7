package dev.fairlead.log;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What a state wrote, on the heap, in pieces: to take it down costs no more than to copy it. Numbers are big-endian, as {@link DataOutput} asks. */
final class SnapshotBytes extends OutputStream implements DataOutput {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int PIECE = 1 << 18;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[PIECE];
    private int used;
    private final DataOutputStream texts = new DataOutputStream(this);

    @Override
    public void write(int b) {
        if (used == last.length) {
            next();
        }
        last[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int at = from;
        for (int left = length; left > 0; ) {
            if (used == last.length) {
                next();
            }
            int n = Math.min(left, last.length - used);
            System.arraycopy(bytes, at, last, used, n);
            used += n;
            at += n;
            left -= n;
        }
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void writeBoolean(boolean value) {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) {
        write(value);
    }

    @Override
    public void writeShort(int value) {
        if (last.length - used < Short.BYTES) {
            write(value >>> 8);
            write(value);
        } else {
            SHORT.set(last, used, (short) value);
            used += Short.BYTES;
        }
    }

    @Override
    public void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        if (last.length - used < Integer.BYTES) {
            writeShort(value >>> 16);
            writeShort(value);
        } else {
            INT.set(last, used, value);
            used += Integer.BYTES;
        }
    }

    @Override
    public void writeLong(long value) {
        if (last.length - used < Long.BYTES) {
            writeInt((int) (value >>> 32));
            writeInt((int) value);
        } else {
            LONG.set(last, used, value);
            used += Long.BYTES;
        }
    }

    @Override
    public void writeFloat(float value) {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) throws IOException {
        texts.writeBytes(text);
    }

    @Override
    public void writeChars(String text) throws IOException {
        texts.writeChars(text);
    }

    @Override
    public void writeUTF(String text) throws IOException {
        texts.writeUTF(text);
    }

    private void next() {
        full.add(last);
        last = new byte[PIECE];
        used = 0;
    }

    long size() {
        return (long) full.size() * PIECE + used;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] piece : full) {
            out.write(piece);
        }
        out.write(last, 0, used);
    }
}
