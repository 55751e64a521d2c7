package dev.fairlead.state;

import dev.fairlead.experiment.json.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * SipHash-2-4: a 64-bit hash of bytes under a secret key, so that nobody who does not know the key can choose texts that collide. Aumasson
 * and Bernstein, SipHash: a fast short-input PRF, INDOCRYPT 2012.
 */
public final class SipHash {
    private final long k0;
    private final long k1;

    SipHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** With a key that a text gives: the first 128 bits of its SHA-256. Whoever knows the text has the key. */
    public static SipHash named(String text) {
        ByteBuffer key = ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
        return new SipHash(key.getLong(), key.getLong());
    }

    /** Of a text's UTF-8. */
    public long of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** With a key of this process: for tables whose order nobody sees. */
    static SipHash ofProcess() {
        return Process.KEYED;
    }

    private static final class Process {
        static final SipHash KEYED = keyed();

        private static SipHash keyed() {
            SecureRandom random = new SecureRandom();
            return new SipHash(random.nextLong(), random.nextLong());
        }
    }

    long of(byte[] bytes, int from, int length) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int whole = length & ~7;
        for (int i = 0; i <= whole + 8; i += 8) { // words, the last with the length in it, then the end
            boolean end = i > whole;
            long m = i < whole ? Bytes.getLong(bytes, from + i) : end ? 0 : last(bytes, from + whole, length);
            v3 ^= m;
            v2 ^= end ? 0xff : 0;
            for (int round = end ? 4 : 2; round > 0; round--) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= m;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /** What is left after the whole words, under the length. */
    private static long last(byte[] bytes, int from, int length) {
        long word = (long) length << 56;
        for (int i = 0; i < (length & 7); i++) {
            word |= (bytes[from + i] & 0xffL) << (8 * i);
        }
        return word;
    }
}
