package dev.fairlead.cli.experiment.assign;

import dev.fairlead.events.Suggestion;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Holdout;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.assignment.Phase;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.growthbook.Targeting;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads an experiment's definition, a JSON object. Its keys are those of {@link Experiment}: {@code key}, {@code unit} and
 * {@code arms} (each {@code name}, {@code weight}) must be there; {@code seed}, {@code hashVersion}, {@code coverage},
 * {@code namespace} ({@code name}, {@code start}, {@code end}), {@code holdout} ({@code name}, {@code share}), {@code condition},
 * {@code testers} and {@code phase} may. A plan, or a plan's history, is a definition too: its name is the key, all of its
 * units take part, and its control is the first arm.
 */
final class ExperimentFile {
    private static final List<String> KEYS = List.of(
            "key",
            "unit",
            "arms",
            "seed",
            "hashVersion",
            "coverage",
            "namespace",
            "holdout",
            "condition",
            "testers",
            "phase");

    private final Path file;

    private ExperimentFile(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException if it is no definition, with what is wrong */
    static Experiment read(Path file) throws IOException {
        String text = Files.readString(file);
        if (text.startsWith("{\"at\":")) {
            return of(PlanHistory.read(text).plan());
        }
        Json.Obj object = new ExperimentFile(file).object(Json.parse(text), "the definition");
        return object.get("hypothesis").isPresent() ? of(Plan.of(object)) : new ExperimentFile(file).experiment(object);
    }

    /** @throws IllegalArgumentException if the weights change with time, which a definition cannot say */
    private static Experiment of(Plan plan) {
        if (!plan.population().allocation().isEmpty()) {
            throw new IllegalArgumentException(
                    "the plan's allocation changes with time; assign by a definition of the weights that hold now");
        }
        var arms = plan.population().arms();
        double sum = arms.stream().mapToDouble(arm -> arm.weight()).sum();
        List<Arm> controlFirst = Stream.concat(
                        arms.stream().filter(arm -> arm.control()),
                        arms.stream().filter(arm -> !arm.control()))
                .map(arm -> new Arm(arm.name(), arm.weight() / sum))
                .toList();
        return Experiment.of(plan.name(), EnumNames.of(plan.population().unit()), controlFirst);
    }

    private Experiment experiment(Json.Obj object) {
        known(object, "the definition", KEYS);
        String key = text(object, "key", "the definition");
        List<Arm> arms = array(required(object, "arms", "the definition")).stream()
                .map(arm -> arm(object(arm, "arms")))
                .toList();
        return new Experiment(
                key,
                text(object, "unit", "the definition"),
                object.get("seed").isPresent() ? text(object, "seed", "the definition") : key,
                version(object),
                arms,
                object.get("coverage").isPresent() ? number(object, "coverage", "the definition") : 1,
                object.get("namespace").map(json -> namespace(object(json, "namespace"))),
                object.get("holdout").map(json -> holdout(object(json, "holdout"))),
                object.get("condition").map(json -> Targeting.parse(object(json, "condition"))),
                testers(object),
                phase(object));
    }

    private Arm arm(Json.Obj arm) {
        known(arm, "arms", List.of("name", "weight"));
        return new Arm(text(arm, "name", "arms"), number(arm, "weight", "arms"));
    }

    private Namespace namespace(Json.Obj space) {
        known(space, "namespace", List.of("name", "start", "end"));
        return Namespace.of(
                text(space, "name", "namespace"),
                number(space, "start", "namespace"),
                number(space, "end", "namespace"));
    }

    private Holdout holdout(Json.Obj holdout) {
        known(holdout, "holdout", List.of("name", "share"));
        return new Holdout(text(holdout, "name", "holdout"), number(holdout, "share", "holdout"));
    }

    private HashVersion version(Json.Obj object) {
        double version = object.get("hashVersion").isPresent() ? number(object, "hashVersion", "the definition") : 2;
        if (version != 1 && version != 2) {
            throw wrong("hashVersion is " + NumberFormat.number(version)
                    + "; it is 2, or 1 for units assigned by it before");
        }
        return version == 1 ? HashVersion.V1 : HashVersion.V2;
    }

    private Map<String, String> testers(Json.Obj object) {
        var testers = new LinkedHashMap<String, String>();
        Optional<Json> given = object.get("testers");
        if (given.isPresent()) {
            Json.Obj arms = object(given.get(), "testers");
            arms.members().keySet().forEach(unit -> testers.put(unit, text(arms, unit, "testers")));
        }
        return testers;
    }

    private Phase phase(Json.Obj object) {
        if (object.get("phase").isEmpty()) {
            return Phase.RUNNING;
        }
        String phase = text(object, "phase", "the definition");
        return EnumNames.find(phase, Phase.values())
                .orElseThrow(() -> wrong("phase: " + EnumNames.unknown(phase, Phase.values())));
    }

    private void known(Json.Obj object, String where, List<String> keys) {
        for (String key : object.members().keySet()) {
            if (!keys.contains(key)) {
                throw wrong(where + " has the unknown key '" + key + "'" + Suggestion.of(key, keys));
            }
        }
    }

    private Json required(Json.Obj object, String key, String where) {
        return object.get(key).orElseThrow(() -> wrong(where + " has no '" + key + "'"));
    }

    private String text(Json.Obj object, String key, String where) {
        return required(object, key, where) instanceof Json.Str text ? text.value() : refuse(key, "a text");
    }

    private double number(Json.Obj object, String key, String where) {
        return required(object, key, where) instanceof Json.Num number ? number.value() : refuse(key, "a number");
    }

    private Json.Obj object(Json json, String what) {
        return json instanceof Json.Obj object ? object : refuse(what, "an object in braces");
    }

    private List<Json> array(Json json) {
        return json instanceof Json.Arr array ? array.elements() : refuse("arms", "a list in brackets");
    }

    private <T> T refuse(String what, String type) {
        throw wrong("'" + what + "' must be " + type);
    }

    private IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(file + ": " + sentence);
    }
}
