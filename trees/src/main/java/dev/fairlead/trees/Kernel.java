package dev.fairlead.trees;

import java.util.Arrays;
import java.util.Optional;

/** A way to score. All give the same scores, to the last bit; they differ in speed. */
public enum Kernel {
    /** Plain Java: eight walks down the trees side by side. Runs every model on every machine. */
    WALK,
    /** Vectors over rows, for many rows: 64 rows an instruction on AVX-512, 32 on AVX2. */
    ROWS,
    /** Vectors over trees, for few rows: 64 trees an instruction on AVX-512 with VBMI. */
    TREES;

    /** Fixes the kernel of every model of a process; without it, each model's are chosen by timing them. */
    private static final String PROPERTY = "fairlead.trees.kernel";

    static Optional<Kernel> wanted() {
        String name = System.getProperty(PROPERTY, "auto");
        if (name.equals("auto")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(kernel -> kernel.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the system property " + PROPERTY + " is \"" + name
                        + "\"; set it to auto, walk, rows or trees")));
    }
}
