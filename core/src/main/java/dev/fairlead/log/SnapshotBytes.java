package dev.fairlead.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What a state wrote, on the heap, in pieces: to take it down costs no more than to copy it. */
final class SnapshotBytes extends OutputStream {
    private static final int PIECE = 1 << 18;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[PIECE];
    private int used;

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
