package dev.fairlead.trees;

/** A way to score. All give the same scores, to the last bit; they differ in speed. */
public enum Kernel {
    /** Plain Java: eight walks down the trees side by side. Runs every model on every machine. */
    WALK,
    /** Vectors over rows, for many rows: 64 rows an instruction on AVX-512, 32 on AVX2. */
    ROWS,
    /** Vectors over trees, for few rows: 64 trees an instruction on AVX-512 with VBMI. */
    TREES
}
