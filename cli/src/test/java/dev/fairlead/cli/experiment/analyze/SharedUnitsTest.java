package dev.fairlead.cli.experiment.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.inference.Interactions;
import dev.fairlead.experiment.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two launches in two layers: the units that met both, with an interaction that is planted and without one. */
class SharedUnitsTest {
    @TempDir
    private Path folder = Path.of("");

    private static Plan plan(String name, String unit) {
        return Plan.read("""
                {"name": "%s", "hypothesis": "h", "unit": "%s", "owners": ["ann"],
                 "arms": [{"name": "treatment", "weight": 1, "units": 10}, {"name": "control", "weight": 1, "units": 10, "control": true}],
                 "primary": [{"name": "spend", "kind": "mean", "direction": "increase", "windowDays": 1, "minimumDetectableEffect": 1,
                              "from": {"event": "purchase", "field": "price"}}],
                 "secondary": [{"name": "bought", "kind": "proportion", "direction": "increase", "windowDays": 1,
                                "from": {"event": "purchase"}}]}
                """.formatted(name, unit));
    }

    /** @param planted how much more units of both treatments spend */
    private SharedUnits read(double planted) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        StringBuilder one = new StringBuilder("unit,arm,entered,spend,bought\n");
        StringBuilder other = new StringBuilder("unit,arm,entered,spend,bought\n");
        for (int i = 0; i < 2_000; i++) {
            boolean a = random.nextBoolean();
            boolean b = random.nextBoolean();
            double spend = 3 + (a ? 1 : 0) + (b ? 1 : 0) + (a && b ? planted : 0) + random.nextGaussian();
            String cell = i % 10 == 0 ? "," : spend + "," + (random.nextInt(3) == 0 ? 1 : 0);
            String entered = ",2026-01-05T00:00:00Z,";
            one.append("u" + i).append(a ? ",treatment" : ",control").append(entered + cell + "\n");
            other.append("u" + i).append(b ? ",treatment" : ",control").append(entered + "9,1\n");
        }
        other.append("u0,control,2026-01-05T00:00:00Z,9,1\nu0,treatment,2026-01-05T00:00:00Z,9,1\n");
        other.append("elsewhere,control,2026-01-05T00:00:00Z,9,1\n");
        Path first = Files.writeString(folder.resolve("one.csv"), one);
        Path second = Files.writeString(folder.resolve("other.csv"), other);
        SharedUnits shared = new SharedUnits(plan("one", "user"), plan("other", "user"));
        shared.read(first, second);
        return shared;
    }

    @Test
    void aPlantedInteractionIsFoundAndNoOther() throws IOException {
        SharedUnits shared = read(0.5);
        assertEquals(1_999, shared.units(), "who met two arms of a launch is left out");
        List<Interactions.Found> found = shared.interactions().found(Multiplicity.HOLM);
        assertEquals(
                List.of("spend", "bought"),
                found.stream().map(Interactions.Found::metric).toList());
        assertTrue(found.getFirst().adjusted() < 0.001, found::toString);
        assertTrue(found.getFirst().estimate().interval(0.999).contains(0.5), found::toString);
        assertTrue(found.getLast().adjusted() > 0.05, found::toString);
        long units = 0;
        for (long cell : found.getFirst().units()) {
            units += cell;
        }
        assertEquals(1_800, units, "without those whose window is open");
    }

    @Test
    void effectsThatAddUpAreNoInteraction() throws IOException {
        assertTrue(read(0).interactions().found(Multiplicity.HOLM).stream().allMatch(each -> each.adjusted() > 0.05));
    }

    @Test
    void launchesOfOtherUnitsAreRefused() {
        UserException refused =
                assertThrows(UserException.class, () -> new SharedUnits(plan("one", "user"), plan("other", "session")));
        assertTrue(String.valueOf(refused.getMessage()).contains("same unit"), refused::getMessage);
        CliRun.of("experiment", "interactions", "--launch=one", "--with=one")
                .expect(1)
                .says("of two");
    }
}
