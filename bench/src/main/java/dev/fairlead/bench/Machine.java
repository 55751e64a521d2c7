package dev.fairlead.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a timing depends on and does not say. */
final class Machine {
    private Machine() {}

    static String describe() {
        String vectors = vectors() ? "vector module" : "no vector module";
        return "machine: " + processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors; Java "
                + Runtime.version() + ", " + vectors + ", flags "
                + ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    static boolean vectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String all = lines.filter(line -> line.startsWith("model name") || line.startsWith("flags"))
                    .limit(2)
                    .reduce("", (a, b) -> a + b);
            String name = all.replaceAll("(?s).*model name\\s*: ([^\\n]*?)flags.*", "$1");
            return name
                    + (all.contains("avx512vbmi")
                            ? " with AVX-512 VBMI"
                            : all.contains("avx512bw") ? " with AVX-512" : all.contains("avx2") ? " with AVX2" : "");
        } catch (IOException unknown) {
            return System.getProperty("os.arch", "unknown processor");
        }
    }
}
