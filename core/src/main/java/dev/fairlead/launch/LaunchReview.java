package dev.fairlead.launch;

import dev.fairlead.events.LaunchNote;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.GuardrailResult;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a launch, beside what was foreseen: of each metric that was forecast, both relative changes with their intervals; when what
 * was done; the charter; and how forecasts and outcomes went together over all launches that were reviewed.
 *
 * @param readout of its units; empty where there is none
 * @param problem why there is none; empty otherwise
 */
record LaunchReview(Launch launch, LaunchNotes notes, Optional<Readout> readout, String problem, Instant now) {
    private static final int FEWEST = 3;

    Json.Obj json() {
        Optional<LaunchNote> forecast = notes.last(launch.plan(), LaunchNote.FORECAST);
        List<Json> rows = rows(forecast);
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("launch", Json.of(launch.name()));
        members.put("plan", Json.of(launch.plan()));
        members.put("status", Json.of(launch.status().text()));
        members.put("ended_by", Json.of(launch.progress().last().by()));
        members.put("why", Json.of(launch.progress().last().text()));
        members.put("outcome_problem", Json.of(problem));
        members.put("outcomes", new Json.Arr(rows));
        members.put("milestones", new Json.Arr(milestones(forecast)));
        launch.history().plan().preparation().charter().ifPresent(charter -> members.put("charter", charter.json()));
        members.put("offline_online", offlineOnline(rows));
        return new Json.Obj(members);
    }

    private List<Json> rows(Optional<LaunchNote> forecast) {
        List<Json> rows = new ArrayList<>();
        for (Effect effect : effects()) {
            Map<String, Json> row = new LinkedHashMap<>();
            row.put("launch", Json.of(launch.name()));
            row.put("metric", Json.of(effect.name()));
            row.put("arm", Json.of(effect.arm()));
            forecast.flatMap(note -> forecast(note, effect)).ifPresent(foreseen -> {
                boolean told = foreseen.number("lift").isPresent();
                String prefix = told ? "" : "predicted_";
                copy(foreseen, prefix + "lift", row, "forecast");
                copy(foreseen, prefix + "low", row, "forecast_low");
                copy(foreseen, prefix + "high", row, "forecast_high");
                copy(foreseen, "decisions", row, "forecast_decisions");
                if (row.containsKey("forecast")) {
                    row.put("forecast_by", Json.of(told ? "propensities" : "model"));
                }
            });
            row.put("units", Json.of((double) Arrays.stream(effect.units()).sum()));
            effect.lift().ifPresent(lift -> {
                row.put("outcome", Json.of(lift.value()));
                finite(row, "outcome_low", lift.interval().low());
                finite(row, "outcome_high", lift.interval().high());
            });
            row.put(
                    "standing",
                    Json.of(effect.standing() instanceof Standing.Confirmatory ? "confirmatory" : "exploratory"));
            rows.add(new Json.Obj(row));
        }
        return rows;
    }

    private static void finite(Map<String, Json> row, String name, double value) {
        if (Double.isFinite(value)) {
            row.put(name, Json.of(value));
        }
    }

    private List<Effect> effects() {
        return readout.map(of -> Stream.concat(
                                of.effects().stream(), of.guardrails().stream().map(GuardrailResult::effect))
                        .toList())
                .orElse(List.of());
    }

    private static Optional<Members> forecast(LaunchNote note, Effect effect) {
        return Members.of(Json.parse(note.content()), "").objects("forecast").stream()
                .filter(row -> row.text("metric").filter(effect.name()::equals).isPresent()
                        && row.text("arm").filter(effect.arm()::equals).isPresent())
                .findFirst();
    }

    private static void copy(Members from, String name, Map<String, Json> into, String as) {
        from.number(name).ifPresent(value -> into.put(as, Json.of(value)));
    }

    /** When the launch was where: M0 its plan was locked, M1 it was looked at, M2 it started, M3 it ended, M4 it is reviewed. */
    private List<Json> milestones(Optional<LaunchNote> forecast) {
        List<Json> milestones = new ArrayList<>();
        List<Entry> entries = launch.history().entries();
        milestones.add(milestone("M0", "plan locked", entries.getFirst().at().toString()));
        milestones.add(milestone(
                "M1",
                "gates looked at, outcome foreseen",
                forecast.map(note -> Instant.ofEpochMilli(note.time()).toString())
                        .orElse("")));
        milestones.add(milestone("M2", "started", at(Entry.Action.STARTED)));
        milestones.add(milestone(
                "M3", launch.status().text(), launch.progress().last().at().toString()));
        milestones.add(milestone("M4", "reviewed", now.toString()));
        return milestones;
    }

    private String at(Entry.Action action) {
        return launch.history().entries().stream()
                .filter(entry -> entry instanceof Entry.Decided decided && decided.action() == action)
                .findFirst()
                .map(entry -> entry.at().toString())
                .orElse("");
    }

    private static Json milestone(String name, String what, String at) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.of(name));
        members.put("what", Json.of(what));
        members.put("at", Json.of(at));
        return new Json.Obj(members);
    }

    /** All pairs of a forecast and its outcome, this launch's among them, with their correlation from three pairs on. */
    private Json offlineOnline(List<Json> rows) {
        List<Json> pairs = new ArrayList<>();
        for (LaunchNote note : notes.all(LaunchNote.REVIEW)) {
            if (!note.plan().equals(launch.plan())) {
                pairs.addAll(Members.of(Json.parse(note.content()), "").objects("outcomes").stream()
                        .map(Members::object)
                        .filter(LaunchReview::paired)
                        .toList());
            }
        }
        rows.stream().filter(row -> paired((Json.Obj) row)).forEach(pairs::add);
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("pairs", new Json.Arr(pairs));
        if (pairs.size() >= FEWEST) {
            double r = correlation(pairs);
            members.put("correlation", Double.isNaN(r) ? Json.NULL : Json.of(r));
        }
        return new Json.Obj(members);
    }

    private static boolean paired(Json.Obj row) {
        return row.get("forecast").isPresent() && row.get("outcome").isPresent();
    }

    /** Pearson's; NaN where one of both does not vary. */
    private static double correlation(List<Json> pairs) {
        CoMoments moments = new CoMoments(2);
        pairs.stream()
                .map(pair -> Members.of(pair, ""))
                .forEach(pair -> moments.accept(pair.requiredNumber("forecast"), pair.requiredNumber("outcome")));
        return moments.covariance(0, 1) / Math.sqrt(moments.covariance(0, 0) * moments.covariance(1, 1));
    }
}
