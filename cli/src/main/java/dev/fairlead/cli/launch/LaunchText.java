package dev.fairlead.cli.launch;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A launch's status, its journal, and what was live, for people to read. */
public final class LaunchText {
    private LaunchText() {}

    public static String status(Json.Obj status) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s, step %s of %s, coverage %s, since %s"
                .formatted(
                        text(status, "launch"),
                        text(status, "status"),
                        text(status, "step"),
                        text(status, "steps"),
                        text(status, "coverage"),
                        text(status, "since")));
        add(lines, "  still served: ", text(status, "still_served"));
        if (!text(status, "approvals_needed").equals("0")) {
            lines.add("  approvals: " + elements(status, "approvals").size() + " of " + text(status, "approvals_needed")
                    + elements(status, "approvals").stream()
                            .map(LaunchText::text)
                            .collect(Collectors.joining(", ", " (", ")")));
        }
        elements(status, "excluded").forEach(each -> lines.add("  taken back alone: " + text(each)));
        elements(status, "waits_for").forEach(each -> lines.add("  waits: " + text(each)));
        if (status.get("shadow").orElse(Json.NULL) instanceof Json.Obj shadow
                && !shadow.members().isEmpty()) {
            elements(shadow, "arms").stream()
                    .map(Json.Obj.class::cast)
                    .forEach(arm -> lines.add(
                            "  in shadow: %s, %s decisions, %s fallbacks, agreement %s, same first %s, 95 %% within %s ms (served: %s ms)"
                                    .formatted(
                                            text(arm, "arm"),
                                            text(arm, "decisions"),
                                            text(arm, "fallbacks"),
                                            text(arm, "agreement"),
                                            text(arm, "same_first"),
                                            text(arm, "p95_millis"),
                                            text(shadow, "served_p95_millis"))));
        }
        add(lines, "  last look: ", text(status, "looked_at"));
        add(lines, "  sample ratio: ", text(status, "sample_ratio"));
        elements(status, "guardrails").forEach(each -> lines.add("  " + guardrail((Json.Obj) each)));
        elements(status, "metrics").stream()
                .map(Json.Obj.class::cast)
                .filter(each -> !text(each, "units").equals("0"))
                .forEach(each -> lines.add("  " + metric(each)));
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, String before, String text) {
        if (!text.isEmpty()) {
            lines.add(before + text);
        }
    }

    private static String guardrail(Json.Obj of) {
        return "%-16s %-10s %-14s %-9s %6s units  control %s, arm %s%s"
                .formatted(
                        text(of, "guardrail"),
                        text(of, "arm"),
                        text(of, "slice"),
                        text(of, "outcome"),
                        text(of, "units"),
                        text(of, "control"),
                        text(of, "treatment"),
                        text(of, "sentence").isEmpty() ? "" : "\n    " + text(of, "sentence"));
    }

    private static String metric(Json.Obj of) {
        return "%-16s %-10s %-14s %6s units  %s ± %s"
                .formatted(
                        text(of, "metric"),
                        text(of, "arm"),
                        text(of, "slice"),
                        text(of, "units"),
                        text(of, "value"),
                        text(of, "standard_error"));
    }

    public static String forecast(Json.Obj forecast) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s decisions from %s to %s, %s of them made again"
                .formatted(
                        text(forecast, "launch"),
                        text(forecast, "decisions"),
                        text(forecast, "from"),
                        text(forecast, "to"),
                        text(forecast, "made_again")));
        elements(forecast, "gates").stream()
                .map(Json.Obj.class::cast)
                .forEach(gate -> lines.add("  gate %-16s %-8s %s"
                        .formatted(text(gate, "gate"), text(gate, "outcome"), text(gate, "sentence"))));
        elements(forecast, "baseline").stream()
                .map(Json.Obj.class::cast)
                .forEach(level -> lines.add("  baseline %-12s %6s units  %s ± %s"
                        .formatted(
                                text(level, "metric"),
                                text(level, "units"),
                                text(level, "value"),
                                text(level, "standard_error"))));
        elements(forecast, "forecast").stream()
                .map(Json.Obj.class::cast)
                .forEach(each -> lines.add("  forecast %-12s %-10s %s"
                        .formatted(
                                text(each, "metric"),
                                text(each, "arm"),
                                "by propensities " + change(each, "lift", "low", "high") + ", by its model "
                                        + change(each, "predicted_lift", "predicted_low", "predicted_high")
                                        + elements(each, "remarks").stream()
                                                .map(remark -> "\n    " + text(remark))
                                                .collect(Collectors.joining()))));
        elements(forecast, "not_foreseen").forEach(name -> lines.add("  not foreseen: " + text(name)));
        return String.join("\n", lines);
    }

    public static String review(Json.Obj review) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s by %s: %s"
                .formatted(
                        text(review, "launch"), text(review, "status"), text(review, "ended_by"), text(review, "why")));
        add(lines, "  no outcome: ", text(review, "outcome_problem"));
        elements(review, "outcomes").stream()
                .map(Json.Obj.class::cast)
                .forEach(each -> lines.add("  %-16s %-10s foreseen %-32s %-14s came %-32s %s"
                        .formatted(
                                text(each, "metric"),
                                text(each, "arm"),
                                change(each, "forecast", "forecast_low", "forecast_high"),
                                text(each, "forecast_by").isEmpty() ? "" : "by " + text(each, "forecast_by"),
                                change(each, "outcome", "outcome_low", "outcome_high"),
                                text(each, "standing"))));
        elements(review, "milestones").stream()
                .map(Json.Obj.class::cast)
                .forEach(each ->
                        lines.add("  %s %s: %s".formatted(text(each, "name"), text(each, "what"), text(each, "at"))));
        if (review.get("offline_online").orElse(Json.NULL) instanceof Json.Obj table) {
            lines.add("  offline → online: " + elements(table, "pairs").size() + " pairs"
                    + (text(table, "correlation").isEmpty() ? "" : ", correlation " + text(table, "correlation")));
        }
        return String.join("\n", lines);
    }

    /** A relative change with its interval, in percent. */
    private static String change(Json.Obj of, String value, String low, String high) {
        return of.get(value).orElse(Json.NULL) instanceof Json.Num(double lift)
                ? "%+.1f %% (%s … %s %%)".formatted(100 * lift, percent(of, low), percent(of, high))
                : "not told";
    }

    private static String percent(Json.Obj of, String name) {
        return of.get(name).orElse(Json.NULL) instanceof Json.Num(double share) ? "%+.1f".formatted(100 * share) : "?";
    }

    public static String journal(Json.Obj journal) {
        return elements(journal, "entries").stream()
                .map(entry -> entry((Json.Obj) entry))
                .collect(Collectors.joining("\n"));
    }

    private static String entry(Json.Obj entry) {
        String text = text(entry, "text").isEmpty() ? text(entry, "planHash") : text(entry, "text");
        return "%-24s %-12s %-18s %s%s\n    %.12s"
                .formatted(
                        text(entry, "at"),
                        text(entry, "type"),
                        text(entry, "by"),
                        text,
                        text(entry, "evidence").isEmpty()
                                ? ""
                                : "\n    evidence %.12s".formatted(text(entry, "evidence")),
                        text(entry, "hash"));
    }

    public static String live(Json.Obj live) {
        List<String> lines = new ArrayList<>();
        for (Json each : elements(live, "apps")) {
            Json.Obj app = (Json.Obj) each;
            lines.add("%s: %s".formatted(text(app, "app"), text(app, "promoted")));
            elements(app, "launches").forEach(launch -> lines.addAll(launch((Json.Obj) launch)));
        }
        live.get("last_decision")
                .ifPresent(
                        decision -> lines.add("last decision for " + text(live, "unit") + ": " + decision.canonical()));
        return String.join("\n", lines);
    }

    private static List<String> launch(Json.Obj launch) {
        List<String> lines = new ArrayList<>();
        lines.add("  launch %s at coverage %s%s"
                .formatted(
                        text(launch, "launch"),
                        text(launch, "coverage"),
                        text(launch, "arm_of_unit").isEmpty() ? "" : ", the unit in " + text(launch, "arm_of_unit")));
        elements(launch, "arms").forEach(each -> {
            Json.Obj arm = (Json.Obj) each;
            lines.add("    %-12s %-12.12s to %s of the units"
                    .formatted(text(arm, "arm"), text(arm, "serves"), text(arm, "share")));
        });
        return lines;
    }

    private static List<Json> elements(Json.Obj of, String name) {
        return of.get(name).orElse(Json.NULL) instanceof Json.Arr(List<Json> elements) ? elements : List.of();
    }

    private static String text(Json.Obj of, String name) {
        return text(of.get(name).orElse(Json.NULL));
    }

    private static String text(Json json) {
        return switch (json) {
            case Json.Str(String text) -> text;
            case Json.Obj(Map<String, Json> members) when members.isEmpty() -> "";
            default -> json.equals(Json.NULL) ? "" : json.canonical();
        };
    }
}
