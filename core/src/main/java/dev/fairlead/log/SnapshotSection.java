package dev.fairlead.log;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;

/**
 * One state in a snapshot: name, layout and position as texts, then the length of its compressed bytes (zlib), the checksum over all of this, and
 * the bytes.
 *
 * @param start of its bytes in the file
 * @param sum checksum over header and bytes as it was written
 */
record SnapshotSection(String name, String layout, Position position, long start, long length, long sum) {
    /** Writes a section at the file's pointer, which is behind it afterwards. @param content what the state wrote */
    static void write(RandomAccessFile file, Snapshots.Placed placed, SnapshotBytes content) throws IOException {
        byte[] texts = texts(placed.state().name(), placed.state().layout(), placed.position());
        file.write(texts);
        long header = file.getFilePointer();
        file.writeLong(0);
        file.writeLong(0);
        CRC32C sum = new CRC32C();
        long begin = file.getFilePointer();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try {
            compress(content, fast, sum, file.getChannel());
        } finally {
            fast.end();
        }
        long end = file.getFilePointer();
        file.seek(header);
        file.writeLong(end - begin);
        file.writeLong(whole(sum, texts, end - begin));
        file.seek(end);
    }

    private static void compress(SnapshotBytes content, Deflater deflater, CRC32C sum, FileChannel to)
            throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
        for (ByteBuffer piece : content.pieces()) {
            deflater.setInput(piece);
            while (!deflater.needsInput()) {
                deflater.deflate(out);
                drain(out, sum, to);
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            deflater.deflate(out);
            drain(out, sum, to);
        }
    }

    private static void drain(ByteBuffer bytes, CRC32C sum, FileChannel to) throws IOException {
        sum.update(bytes.flip().duplicate());
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        bytes.clear();
    }

    private static byte[] texts(String name, String layout, Position position) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(name);
        out.writeUTF(layout);
        out.writeUTF(position.toString());
        return bytes.toByteArray();
    }

    private static long whole(CRC32C bytes, byte[] texts, long length) {
        CRC32C header = new CRC32C();
        header.update(texts);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            header.update((int) (length >>> shift));
        }
        return header.getValue() << Integer.SIZE | bytes.getValue();
    }

    /** Reads a header at the file's pointer, and moves it to the next one. */
    static SnapshotSection header(RandomAccessFile file) throws IOException {
        String name = file.readUTF();
        String layout = file.readUTF();
        Position position = Position.parse(file.readUTF());
        long length = file.readLong();
        long sum = file.readLong();
        long start = file.getFilePointer();
        if (length < 0 || length > file.length() - start) {
            throw new EOFException("it is cut short in section '" + name + "'");
        }
        file.seek(start + length);
        return new SnapshotSection(name, layout, position, start, length, sum);
    }

    /** Why a state cannot be filled from this section; empty when it can. */
    String problem(Path file, State state, Position end) {
        if (!layout.equals(state.layout())) {
            return "it is of another layout, '" + layout + "', expected '" + state.layout() + "'";
        }
        if (!end.covers(position)) {
            return "it was taken at position " + position + " and the log ends at " + end
                    + ", so it is not of this log";
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            channel.position(start);
            InputStream in = stored(channel);
            CRC32C bytes = new CRC32C();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.update(buffer, 0, n);
            }
            return whole(bytes, texts(name, layout, position), length) == sum ? "" : "its checksum does not match";
        } catch (IOException e) {
            return "it cannot be read: " + e.getMessage();
        }
    }

    /** What the state wrote. */
    DataInputStream open(Path file) throws IOException {
        var channel = Files.newByteChannel(file, StandardOpenOption.READ);
        channel.position(start);
        return new DataInputStream(new BufferedInputStream(new InflaterInputStream(stored(channel)), 1 << 16));
    }

    private InputStream stored(SeekableByteChannel channel) {
        return new BufferedInputStream(new LimitedInput(Channels.newInputStream(channel), length), 1 << 16);
    }

    private static final class LimitedInput extends InputStream {
        private final InputStream in;
        private long left;

        LimitedInput(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(bytes, from, (int) Math.min(left, length));
            left -= Math.max(n, 0);
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
