package dev.fairlead.cli.experiment.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.duckdb.TableScan;
import dev.fairlead.experiment.analysis.Analysis;
import dev.fairlead.experiment.analysis.AnalysisOptions;
import dev.fairlead.experiment.analysis.Columns;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.Parts;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Row;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.analysis.Survey;
import dev.fairlead.experiment.analysis.SurveyResult;
import dev.fairlead.experiment.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Typed columns beside cells read as texts, over more rows than a block has. */
class UnitScanTest {
    private static final int UNITS = 50_000;
    private static final Source SOURCE = new Source(Optional.of("unit"), "arm", Optional.empty(), List.of());

    @TempDir
    private Path folder = Path.of("");

    private static Plan plan() {
        return Plan.read("""
                {"name": "scan", "hypothesis": "None.", "unit": "user", "owners": ["test"],
                 "arms": [{"name": "a", "weight": 1, "units": 25000, "control": true},
                          {"name": "b", "weight": 1, "units": 25000}],
                 "primary": [{"name": "spend", "kind": "mean", "direction": "increase", "windowDays": 7,
                              "minimumDetectableEffect": 0.01}],
                 "secondary": [{"name": "bought", "kind": "proportion", "direction": "increase", "windowDays": 7}],
                 "covariates": ["before"]}
                """);
    }

    /** A simulated table. */
    private Path table(boolean missing, String... more) throws IOException {
        var random = new Random(5);
        var text = new StringBuilder("unit,arm,spend,bought,before\n");
        for (int i = 0; i < UNITS; i++) {
            double before = random.nextGaussian();
            text.append('u')
                    .append(i)
                    .append(',')
                    .append(random.nextBoolean() ? "a" : "b")
                    .append(',');
            text.append(before + random.nextGaussian())
                    .append(',')
                    .append(random.nextInt(5) == 0)
                    .append(',');
            text.append(missing && i % 7 == 3 ? "" : String.valueOf(before)).append('\n');
        }
        for (String line : more) {
            text.append(line).append('\n');
        }
        return Files.writeString(folder.resolve("units.csv"), text);
    }

    private record Cells(TableRows.Row row) implements Row {
        @Override
        public long number() {
            return row.number();
        }

        @Override
        public String text(int position) {
            return row.text(position);
        }
    }

    private static Readout asTexts(Path file) {
        Columns columns = Columns.of(plan(), SOURCE, TableRows.columns(file));
        Consumer<Consumer<Row>> reading =
                each -> TableRows.read(file, columns.names(), row -> each.accept(new Cells(row)));
        Survey survey = Survey.of(plan(), columns);
        reading.accept(survey::accept);
        SurveyResult surveyed = survey.result();
        List<Analysis> parts = Parts.each(_ -> Analysis.of(plan(), columns, surveyed));
        reading.accept(row -> parts.get(Parts.of(row)).accept(row));
        return Parts.merged(parts).result(AnalysisOptions.unlocked());
    }

    @Test
    void readsTheSameBitsOnceOrTwice() throws IOException {
        assertEquals(Parts.ROWS, TableScan.BLOCK);
        for (boolean missing : new boolean[] {false, true}) {
            Path file = table(missing);
            Readout typed =
                    UnitScan.analysis(file, plan(), SOURCE, Optional.empty()).result(AnalysisOptions.unlocked());
            List<Effect> texts = asTexts(file).effects();
            assertEquals(2, texts.size());
            for (int i = 0; i < texts.size(); i++) {
                assertEquals(texts.get(i).reading(), typed.effects().get(i).reading());
                assertEquals(texts.get(i).lift(), typed.effects().get(i).lift());
            }
        }
    }

    @Test
    void aUnitThatComesAgainIsRefusedWithItsRowWhereverItsFirstRowWas() throws IOException {
        List<String> rows = Files.readAllLines(table(false));
        for (int unit : new int[] {3, 20_000, 49_999}) {
            Path file = table(false, rows.get(1 + unit));
            String message = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> UnitScan.analysis(file, plan(), SOURCE, Optional.empty()))
                    .getMessage());
            assertTrue(
                    message.contains("row 50001, column \"unit\": the unit \"u" + unit + "\" is in a row before"),
                    message);
        }
    }
}
