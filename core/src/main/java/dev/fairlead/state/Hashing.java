package dev.fairlead.state;

/** Stable hashes: the same on every machine and in every version, since stored state depends on them. */
public final class Hashing {
    private Hashing() {}

    /** 64-bit FNV-1a over UTF-16 code units, then finalized (SplitMix64's mixer), so that low bits are usable. */
    public static long of(String text) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }

    /** A code in [1, {@code codes}] for a categorical value; 0 is kept for "not known". */
    public static int code(String text, int codes) {
        return text.isEmpty() ? 0 : 1 + (int) Long.remainderUnsigned(of(text), codes);
    }
}
