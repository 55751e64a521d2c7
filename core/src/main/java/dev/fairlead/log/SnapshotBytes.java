package dev.fairlead.log;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a state wrote, in pieces: to take it down costs no more than to copy it. Numbers are big-endian, as {@link DataOutput} asks. */
final class SnapshotBytes extends OutputStream implements DataOutput {
    private final SnapshotRoom room;
    private final List<ByteBuffer> full = new ArrayList<>();
    private ByteBuffer last;
    private final DataOutputStream texts = new DataOutputStream(this);

    SnapshotBytes(SnapshotRoom room) {
        this.room = room;
        this.last = room.piece();
    }

    /** Whether a number of so many bytes fits without a break. */
    private boolean fits(int bytes) {
        return last.remaining() >= bytes;
    }

    @Override
    public void write(int b) {
        if (!fits(1)) {
            next();
        }
        last.put((byte) b);
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        int at = from;
        for (int left = length; left > 0; ) {
            if (!fits(1)) {
                next();
            }
            int n = Math.min(left, last.remaining());
            last.put(bytes, at, n);
            at += n;
            left -= n;
        }
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
        if (fits(Short.BYTES)) {
            last.putShort((short) value);
        } else {
            write(value >>> 8);
            write(value);
        }
    }

    @Override
    public void writeChar(int value) {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) {
        if (fits(Integer.BYTES)) {
            last.putInt(value);
        } else {
            writeShort(value >>> 16);
            writeShort(value);
        }
    }

    @Override
    public void writeLong(long value) {
        if (fits(Long.BYTES)) {
            last.putLong(value);
        } else {
            writeInt((int) (value >>> 32));
            writeInt((int) value);
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
        last = room.piece();
    }

    long size() {
        return (long) full.size() * SnapshotRoom.PIECE + last.position();
    }

    /** All of it, to be read. */
    List<ByteBuffer> pieces() {
        List<ByteBuffer> pieces = new ArrayList<>(full);
        pieces.add(last);
        return pieces.stream().map(piece -> piece.duplicate().flip()).toList();
    }
}
