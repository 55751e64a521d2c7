package dev.fairlead.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command {@code trees predict}, run in this process.
 *
 * @param status exit status
 * @param said on standard error
 */
public record PredictRun(int status, String said) {
    /** Runs the command with these arguments after its name; the rows go to the file of {@code --out}. */
    public static PredictRun of(List<String> arguments) {
        PrintStream err = System.err;
        var said = new ByteArrayOutputStream();
        var refused = new StringWriter();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            int status = Main.commandLine()
                    .setErr(new PrintWriter(refused))
                    .execute(Stream.concat(Stream.of("trees", "predict"), arguments.stream())
                            .toArray(String[]::new));
            return new PredictRun(status, said.toString(StandardCharsets.UTF_8) + refused);
        } finally {
            System.setErr(err);
        }
    }
}
