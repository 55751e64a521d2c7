package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.trees.TreeEnsemble;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The interfaces of the two libraries that others compile against, beside what is checked in. Lines that went away break users;
 * lines that came are promised from now on. {@code -Dfairlead.api=write} writes the files anew.
 */
class ApiTest {
    private static final boolean WRITE = System.getProperty("fairlead.api", "").equals("write");

    @Test
    void treesKeepsItsInterface() throws Exception {
        check("trees", TreeEnsemble.class);
    }

    @Test
    void experimentKeepsItsInterface() throws Exception {
        check("experiment", Estimate.class);
    }

    /** Silence of the tests above would be worthless if a change could not be seen. */
    @Test
    void membersAndSubtypesAreListed() throws Exception {
        List<String> lines = Signatures.of(Estimate.class);
        assertTrue(lines.stream().anyMatch(line -> line.contains("Estimate.normal(double,double)")), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("Confirmatory(java.lang.String)")), lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.contains("ConfirmatoryCheck")), "it is package-private");
    }

    private static void check(String module, Class<?> member) throws IOException, URISyntaxException {
        Path file = Path.of(System.getProperty("basedir", ".")).resolve("../" + module + "/api.txt");
        List<String> found = Signatures.of(member);
        if (WRITE) {
            Files.write(file, found);
        }
        List<String> known = Files.readAllLines(file);
        assertEquals("", differences(known, found), "see CONTRIBUTING.md, \"The libraries' interfaces\"");
    }

    private static String differences(List<String> known, List<String> found) {
        var gone = new TreeSet<>(known);
        found.forEach(gone::remove);
        var come = new TreeSet<>(found);
        known.forEach(come::remove);
        var lines = new ArrayList<String>();
        gone.forEach(line -> lines.add("gone: " + line));
        come.forEach(line -> lines.add("new:  " + line));
        return String.join("\n", lines);
    }
}
