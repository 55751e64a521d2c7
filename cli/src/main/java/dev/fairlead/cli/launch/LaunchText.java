package dev.fairlead.cli.launch;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A launch's status, its journal, and what was live, for people to read. */
final class LaunchText {
    private LaunchText() {}

    static String status(Json.Obj status) {
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

    static String journal(Json.Obj journal) {
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

    static String live(Json.Obj live) {
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
