package dev.fairlead.experiment.assignment;

/** 64 bits of a text: FNV-1a over UTF-16 code units, mixed by the finalizer of MurmurHash 3. */
final class UnitHash {
    private UnitHash() {}

    static long of(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
