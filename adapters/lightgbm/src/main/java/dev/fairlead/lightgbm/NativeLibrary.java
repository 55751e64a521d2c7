package dev.fairlead.lightgbm;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the native library once per JVM.
 *
 * <p>It is unpacked to a file of fixed name in {@code java.io.tmpdir}, where two JVMs would overwrite each other's copy
 * and crash; so the property points to a folder of this JVM's own while the library loads.
 */
public final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library unless that is done.
     *
     * @throws IllegalStateException if it does not load, with what is missing
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        String shared = System.getProperty("java.io.tmpdir");
        try {
            Path own = Files.createTempDirectory("fairlead-lightgbm");
            own.toFile().deleteOnExit();
            System.setProperty("java.io.tmpdir", own.toString());
            LGBMBooster.loadNative();
            deleteOnExit(own);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the LightGBM library below " + shared, e);
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "LightGBM's native library does not load; on Debian it needs the package libgomp1: "
                            + e.getMessage(),
                    e);
        } finally {
            System.setProperty("java.io.tmpdir", shared);
        }
        if (!LGBMBooster.isNativeLoaded()) {
            throw new IllegalStateException(
                    "LightGBM's native library did not load; on Debian it needs the package libgomp1");
        }
        loaded = true;
    }

    private static void deleteOnExit(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        }
    }
}
