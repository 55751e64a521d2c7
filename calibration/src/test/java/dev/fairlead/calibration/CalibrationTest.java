package dev.fairlead.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    /** Boundaries take a while. */
    private static final Map<Calibration, List<Study<?>>> STUDIES = new EnumMap<>(
            Map.of(Calibration.AA, Calibration.AA.studies(), Calibration.COVERAGE, Calibration.COVERAGE.studies()));

    private static List<Study<?>> studies(Calibration calibration) {
        return STUDIES.getOrDefault(calibration, List.of());
    }

    private static List<Row> failed(Calibration calibration, String only, long seed, int runs) {
        var harness = new Harness(seed, runs, Runtime.getRuntime().availableProcessors());
        return studies(calibration).stream()
                .<Study<?>>map(study -> study.only(only))
                .filter(study -> !study.isEmpty())
                .flatMap(study -> harness.run(study).stream())
                .filter(row -> row.verdict().kind() == Verdict.Kind.FAILED)
                .toList();
    }

    private static List<Row> failed(Calibration calibration, String only) {
        return failed(calibration, only, 1, 400);
    }

    /** Of so many cases one may be outside of limits of 99.9 % by chance, but hardly again in four times as many other runs. */
    private static List<Row> failedTwice(Calibration calibration, int runs) {
        return failed(calibration, "", 1, runs).stream()
                .flatMap(row -> failed(calibration, row.name(), 2, 4 * runs).stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Newcombe",
                "Fisher",
                "normal values, 100",
                "ratio, delta method",
                "CUPED",
                "blocked",
                "small counts",
                "ratio with a cap",
                "step from cart",
                "few clusters, CR2",
                "window of a week",
                "sketch of 256 cells",
                "5 clusters per arm",
                "Anderson-Rubin",
                "adjusted",
                "5 unequal looks",
                "by hour",
                "by day",
                "confidence sequence"
            })
    void errorRates(String only) {
        assertEquals(List.of(), failed(Calibration.AA, only));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wilson",
                "Fieller",
                "CUPED",
                "5 clusters per arm",
                "order statistics",
                "small counts",
                "step from cart",
                "burn-in left out",
                "Lee bounds",
                "5 equal looks",
                "mSPRT"
            })
    void coverage(String only) {
        assertEquals(List.of(), failed(Calibration.COVERAGE, only));
    }

    /** Names lead to random streams and to rows of tables. */
    @ParameterizedTest
    @EnumSource
    void namesAreUnique(Calibration calibration) {
        List<Study<?>> studies = studies(calibration);
        var worlds = new HashSet<String>();
        studies.forEach(study -> worlds.add(study.world()));
        assertEquals(studies.size(), worlds.size());
        for (Study<?> study : studies) {
            var claims = new HashSet<String>();
            study.claims().forEach(claim -> claims.add(claim.name()));
            assertEquals(study.claims().size(), claims.size(), study.world());
        }
    }

    @Test
    @Tag("conformance")
    void allErrorRates() {
        assertEquals(List.of(), failedTwice(Calibration.AA, 2000));
    }

    @Test
    @Tag("conformance")
    void allCoverage() {
        assertEquals(List.of(), failedTwice(Calibration.COVERAGE, 500));
    }
}
