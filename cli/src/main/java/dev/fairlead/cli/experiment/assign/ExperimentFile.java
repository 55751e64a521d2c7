package dev.fairlead.cli.experiment.assign;

import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Holdout;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.assignment.Phase;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.growthbook.Targeting;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads an experiment's definition, a JSON object. Its keys are those of {@link Experiment}: {@code key}, {@code unit} and
 * {@code arms} (each {@code name}, {@code weight}) must be there; {@code seed}, {@code hashVersion}, {@code coverage},
 * {@code namespace} ({@code name}, {@code start}, {@code end}), {@code holdout} ({@code name}, {@code share}), {@code condition},
 * {@code testers} and {@code phase} may. A plan, or a plan's history, is a definition too: its name is the key, all of its
 * units take part, and its control is the first arm.
 */
final class ExperimentFile {
    private ExperimentFile() {}

    /** @throws IllegalArgumentException if it is no definition, with what is wrong */
    static Experiment read(Path file) throws IOException {
        String text = Files.readString(file);
        if (text.startsWith("{\"at\":")) {
            return of(PlanHistory.read(text).plan());
        }
        try {
            Json json = Json.parse(text);
            Members members = Members.of(json, "");
            return members.value("hypothesis").isPresent() ? of(Plan.of(json)) : experiment(members);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
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

    private static Experiment experiment(Members in) {
        String key = in.requiredText("key");
        in.required("arms");
        var experiment = new Experiment(
                key,
                in.requiredText("unit"),
                in.text("seed").orElse(key),
                version(in),
                in.objects("arms").stream().map(ExperimentFile::arm).toList(),
                in.number("coverage").orElse(1.0),
                in.members("namespace").map(ExperimentFile::namespace),
                in.members("holdout").map(ExperimentFile::holdout),
                in.members("condition").map(Members::object).map(Targeting::parse),
                in.texts("testers"),
                in.text("phase").map(phase -> phase(in, phase)).orElse(Phase.RUNNING));
        in.refuseUnread();
        return experiment;
    }

    private static Arm arm(Members in) {
        var arm = new Arm(in.requiredText("name"), in.requiredNumber("weight"));
        in.refuseUnread();
        return arm;
    }

    private static Namespace namespace(Members in) {
        var namespace = Namespace.of(in.requiredText("name"), in.requiredNumber("start"), in.requiredNumber("end"));
        in.refuseUnread();
        return namespace;
    }

    private static Holdout holdout(Members in) {
        var holdout = new Holdout(in.requiredText("name"), in.requiredNumber("share"));
        in.refuseUnread();
        return holdout;
    }

    private static HashVersion version(Members in) {
        double version = in.number("hashVersion").orElse(2.0);
        return HashVersion.of(version)
                .orElseThrow(() -> in.wrong(
                        "hashVersion",
                        "is " + NumberFormat.number(version) + "; it is 2, or 1 for units assigned by it before"));
    }

    private static Phase phase(Members in, String phase) {
        return EnumNames.find(phase, Phase.values())
                .orElseThrow(() -> in.wrong("phase", EnumNames.unknown(phase, Phase.values())));
    }
}
