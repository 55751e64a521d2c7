package dev.fairlead.experiment.assignment;

/** FNV-1a of 32 bits over UTF-16 code units, as JavaScript computes it; texts are added to a running hash, not joined. */
final class Fnv {
    static final int EMPTY = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private Fnv() {}

    static int add(int hash, String text) {
        int result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * PRIME;
        }
        return result;
    }

    /** Adds the decimal digits of an unsigned number, which are kept in four bits each, the first digit lowest. */
    static int addDecimal(int hash, int unsigned) {
        long rest = Integer.toUnsignedLong(unsigned);
        long digits = 0;
        int count = 0;
        do {
            digits = digits << 4 | rest % 10;
            rest /= 10;
            count++;
        } while (rest > 0);
        int result = hash;
        for (int i = 0; i < count; i++) {
            result = (result ^ ('0' + (int) (digits & 15))) * PRIME;
            digits >>>= 4;
        }
        return result;
    }
}
