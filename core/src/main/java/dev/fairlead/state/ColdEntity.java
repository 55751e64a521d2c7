package dev.fairlead.state;

import java.util.Arrays;
import java.util.List;

/** What was kept of an entity when it left the heap, by the part that kept it. In a row: each part's length (see {@link Bytes}) and bytes. */
public final class ColdEntity {
    private final byte[][] parts;

    private ColdEntity(byte[][] parts) {
        this.parts = parts;
    }

    static byte[] row(int entity, List<EntityPart> parts) {
        byte[][] bytes = new byte[parts.size()][];
        int most = 0;
        for (int p = 0; p < bytes.length; p++) {
            bytes[p] = parts.get(p).bytes(entity);
            most += 5 + bytes[p].length;
        }
        byte[] row = new byte[most];
        int at = 0;
        for (byte[] part : bytes) {
            at = Bytes.put(row, at, part.length);
            System.arraycopy(part, 0, row, at, part.length);
            at += part.length;
        }
        return Arrays.copyOf(row, at);
    }

    /** @param parts how many the row has */
    static ColdEntity of(byte[] row, int parts) {
        byte[][] bytes = new byte[parts][];
        int at = 0;
        for (int p = 0; p < parts; p++) {
            int length = (int) Bytes.get(row, at);
            at = Bytes.end(row, at);
            bytes[p] = Arrays.copyOfRange(row, at, at + length);
            at += length;
        }
        return new ColdEntity(bytes);
    }

    /** What a part kept; empty for nothing. @param number that {@link ActiveEntities#keep} gave it */
    public byte[] part(int number) {
        return parts[number];
    }
}
