package dev.fairlead.growthbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Assigner;
import dev.fairlead.experiment.assignment.Assignment;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.Phase;
import dev.fairlead.experiment.assignment.RandomExperiments;
import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeaturePayloadTest {
    @Test
    void exportedFeaturesAssignTheSame() {
        var random = new Random(12);
        List<Experiment> experiments = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            Experiment experiment = RandomExperiments.of(random, number)
                    .withCoverage(random.nextInt(5) / 4.0)
                    .withTesters(Map.of("5", "arm1", "tester", "arm0"))
                    .withPhase(Phase.values()[random.nextInt(10) / 4]);
            experiments.add(
                    random.nextBoolean()
                            ? experiment
                            : experiment.withCondition(Targeting.parse((Json.Obj) Json.parse(
                                    "{\"country\": {\"$in\": [\"CH\", \"JP\"]}, \"user\": {\"$ne\": \"17\"}}"))));
        }
        GrowthBook book =
                GrowthBook.of(Json.parse(FeaturePayload.of(experiments).canonical()));
        assertEquals(List.of(), book.problems());
        var kinds = new HashMap<Class<?>, Integer>();
        for (Experiment experiment : experiments) {
            var assigner = new Assigner(experiment);
            for (int i = -2; i < 500; i++) {
                Json.Obj attributes = attributes(random, i);
                Assignment mine = assigner.assign(attributes);
                FeatureResult theirs = book.eval(experiment.key(), attributes);
                assertEquals(expected(mine), theirs.value(), experiment + " " + attributes);
                assertEquals(
                        mine instanceof Assignment.Drawn, theirs.experiment().isPresent());
                kinds.merge(mine.getClass(), 1, Integer::sum);
            }
        }
        assertTrue(kinds.getOrDefault(Assignment.Drawn.class, 0) > 3_000, "" + kinds);
        assertTrue(kinds.getOrDefault(Assignment.Forced.class, 0) >= 40, "" + kinds);
    }

    private static Json.Obj attributes(Random random, int i) {
        Json id =
                i == -2 ? Json.NULL : i == -1 ? Json.of("tester") : random.nextBoolean() ? Json.of(i) : Json.of("" + i);
        String country = List.of("CH", "JP", "US").get(random.nextInt(3));
        return new Json.Obj(Map.of("user", id, "country", Json.of(country)));
    }

    private static Json expected(Assignment assignment) {
        return switch (assignment) {
            case Assignment.Drawn drawn -> Json.of(drawn.arm());
            case Assignment.Forced forced -> Json.of(forced.arm());
            case Assignment.Out _ -> Json.NULL;
        };
    }

    @Test
    void experimentsThatDrawTheSameUnitsAreRefused() {
        Experiment one = Experiment.of("k", "user", List.of(new Arm("a", 0.5), new Arm("b", 0.5)));
        assertThrows(IllegalArgumentException.class, () -> FeaturePayload.of(List.of(one, one)));
    }
}
