package dev.fairlead.sqlite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small Java of its own with the class path of the tests, for those that kill it. */
public final class ChildJvm {
    private ChildJvm() {}

    /** @param temporary folder for what it leaves behind. @param heap as Java takes it: "128m" */
    public static ProcessBuilder of(Path temporary, String heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
