package dev.fairlead.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.experiment.Estimate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark's two ways to the same numbers. */
class ExperimentBenchmarkTest {
    @Test
    void foldsAndSqlAgree(@TempDir Path folder) throws Exception {
        var data = new SimulatedUnits(folder.resolve("units.parquet"), 20_050, 3);
        data.write();
        List<Estimate> bySql = new SqlAnalysis(data).effects();
        for (int readers : new int[] {1, 3}) {
            List<Estimate> byFolds = new FoldedAnalysis(data, readers).effects();
            for (int j = 0; j < 3; j++) {
                assertEquals(bySql.get(j).value(), byFolds.get(j).value(), 1e-9);
                assertEquals(bySql.get(j).standardError(), byFolds.get(j).standardError(), 1e-9);
            }
        }
    }
}
