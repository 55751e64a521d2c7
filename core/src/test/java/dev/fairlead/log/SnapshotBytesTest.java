package dev.fairlead.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotBytesTest {
    private static void writeSomething(SplittableRandom random, DataOutput out) throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> out.write(random.nextInt());
            case 1 -> out.write(new byte[random.nextInt(100_000)]);
            case 2 -> out.write(new byte[] {1, 2, 3, 4, 5, 6, 7}, 2, random.nextInt(6));
            case 3 -> out.writeBoolean(random.nextBoolean());
            case 4 -> out.writeByte(random.nextInt());
            case 5 -> out.writeShort(random.nextInt());
            case 6 -> out.writeChar(random.nextInt());
            case 7 -> out.writeFloat(Float.intBitsToFloat(random.nextInt()));
            case 8 -> out.writeDouble(Double.longBitsToDouble(random.nextLong()));
            case 9 -> out.writeLong(random.nextLong());
            case 10 -> {
                out.writeUTF("title é 日本 " + random.nextInt());
                out.writeChars("é" + random.nextInt());
                out.writeBytes("x" + random.nextInt());
            }
            default -> out.writeInt(random.nextInt());
        }
    }

    /** Pieces end in the middle of numbers, and the bytes are those of the JDK's own stream. */
    @Test
    void itWritesWhatADataOutputStreamDoes() throws IOException {
        SnapshotRoom room = new SnapshotRoom(3 << 20);
        SnapshotBytes bytes = new SnapshotBytes(room);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream stream = new DataOutputStream(expected);
        SplittableRandom one = new SplittableRandom(3);
        SplittableRandom same = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            writeSomething(one, bytes);
            writeSomething(same, stream);
        }
        assertEquals(expected.size(), bytes.size());
        ByteBuffer written = ByteBuffer.allocate(expected.size());
        bytes.pieces().forEach(written::put);
        assertArrayEquals(expected.toByteArray(), written.array());
        room.close();
    }
}
