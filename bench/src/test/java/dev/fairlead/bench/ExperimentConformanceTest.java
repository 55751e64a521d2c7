package dev.fairlead.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExperimentConformanceTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter complaints = new StringWriter();

    private int run(Path vectors) {
        return new CommandLine(new ExperimentConformance())
                .setExecutionExceptionHandler((e, _, _) -> {
                    complaints.write(String.valueOf(e.getMessage()));
                    return 1;
                })
                .setErr(new PrintWriter(complaints))
                .execute(vectors.toString(), "--json", rows().toString());
    }

    private Path rows() {
        return folder.resolve("rows.json");
    }

    private Map<String, Json.Obj> byFile() throws IOException {
        List<Json> rows = ((Json.Arr) Json.parse(Files.readString(rows()))).elements();
        return rows.stream()
                .map(Json.Obj.class::cast)
                .collect(Collectors.toMap(
                        row -> text(row, "file") + " " + text(row, "section"), row -> row, (one, _) -> one));
    }

    private Json.Obj row(String file) throws IOException {
        return Objects.requireNonNull(byFile().get(file), () -> "no row of " + file + " in " + rows());
    }

    private static String text(Json.Obj row, String key) {
        return row.get(key)
                .filter(Json.Str.class::isInstance)
                .map(value -> ((Json.Str) value).value())
                .orElse("");
    }

    /** χ² = (60 − 50)² / 50 · 2 = 4 of one degree of freedom; the other number is wrong. */
    @Test
    void whatIsRightIsToldFromWhatIsWrongOrMissing() throws IOException {
        Path srm = Files.createDirectories(folder.resolve("srm")).resolve("srm_chi2.json");
        Files.writeString(srm, "[{\"observed\":[60,40],\"weights\":[1,1],\"p_value\":0.04550026389635842}]");
        assertEquals(1, run(folder));
        assertEquals("yes", text(row("srm/srm_chi2.json "), "ok"));
        assertEquals("no", text(row("multiple-testing/p_adjust.json "), "ok"));
        assertTrue(complaints.toString().contains("comparisons differ or could not be made"), complaints::toString);
        Files.writeString(srm, "[{\"observed\":[60,40],\"weights\":[1,1],\"p_value\":0.0456}]");
        assertEquals(1, run(folder));
        assertTrue(text(row("srm/srm_chi2.json "), "reason").contains("expected 0.0456 and found 0.0455"));
    }

    @Test
    void aFolderThatIsNotThereOrHoldsNothingIsNoSuccess() throws IOException {
        assertEquals(1, run(folder.resolve("none")));
        assertTrue(complaints.toString().contains("there is no folder"), complaints::toString);
        assertEquals(1, run(folder));
        assertTrue(byFile().values().stream().noneMatch(row -> text(row, "ok").equals("yes")));
        assertTrue(
                byFile().values().stream().anyMatch(row -> text(row, "reason").contains("there is no ")));
        assertEquals(
                2,
                new CommandLine(new ExperimentConformance())
                        .setErr(new PrintWriter(complaints))
                        .execute());
    }

    @Test
    @Tag("conformance")
    void everyReferenceNumberIsFoundAgain() throws IOException {
        assertEquals(0, run(Path.of(System.getProperty("fairlead.data", ""), "vectors")));
        assertFalse(byFile().isEmpty());
        assertTrue(byFile().containsKey("ope/expected_men.json estimates"));
        assertTrue(byFile().containsKey("growthbook/cases.json evalCondition"));
    }
}
