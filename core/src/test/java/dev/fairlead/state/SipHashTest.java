package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The first of the authors' vectors of SipHash-2-4: key 00 01 … 0f, and as many of the bytes 00 01 02 … as the place says. */
    private static final long[] VECTORS = {
        0x726fdb47dd0e0e31L, 0x74f839c593dc67fdL, 0x0d6c8009d9a94f5aL, 0x85676696d7fb7e2dL, 0xcf2794e0277187b7L,
        0x18765564cd99a68dL, 0xcbc9466e58fee3ceL, 0xab0200f58b01d137L, 0x93f5f5799a932462L, 0x9e0082df0ba9e4b0L,
        0x7a5dbbc594ddb9f3L, 0xf4b32f46226bada7L, 0x751e8fbc860ee5fbL, 0x14ea5627c0843d90L, 0xf723ca908e7af2eeL,
        0xa129ca6149be45e5L
    };

    @Test
    void isTheAuthors() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        byte[] bytes = new byte[32];
        for (int i = 0; i < VECTORS.length; i++) {
            bytes[3 + i] = (byte) i;
        }
        for (int length = 0; length < VECTORS.length; length++) {
            assertEquals(VECTORS[length], hash.of(bytes, 3, length), length + " bytes");
        }
    }
}
