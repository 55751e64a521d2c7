package dev.fairlead.cli.launch;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/** One arm of a launch, as a line of a table: what the report of the launch says, and what it says of the arm. */
record LaunchRow(Json.Obj launch, Json.Obj arm) {
    static List<LaunchRow> of(Json report) {
        return report instanceof Json.Obj launch
                        && launch.get("arms").orElse(Json.NULL) instanceof Json.Arr(List<Json> arms)
                ? arms.stream()
                        .map(arm -> new LaunchRow(launch, (Json.Obj) arm))
                        .toList()
                : List.of();
    }

    static String table(List<LaunchRow> rows) {
        return rows.isEmpty()
                ? "no launch was started"
                : rows.stream().map(LaunchRow::line).collect(Collectors.joining("\n"));
    }

    private String line() {
        String alarm = number(launch, "multiple_exposures") + number(launch, "unknown_exposures") == 0
                ? ""
                : "  ALARM: %.0f units met two arms, %.0f exposures are of another plan or arm"
                        .formatted(number(launch, "multiple_exposures"), number(launch, "unknown_exposures"));
        return "%-20s %-11s coverage %-6s %-12s %-12.12s %7.0f units%s"
                .formatted(
                        text(launch, "launch"),
                        text(launch, "status"),
                        number(launch, "coverage"),
                        text(arm, "arm"),
                        text(arm, "policy"),
                        number(arm, "units"),
                        alarm);
    }

    void write(FieldWriter out) {
        for (String name : List.of("launch", "app", "status", "plan", "unit")) {
            out.text(name, text(launch, name));
        }
        out.number("coverage", number(launch, "coverage"));
        out.text("arm", text(arm, "arm"));
        out.text("policy", text(arm, "policy"));
        out.number("propensity", number(arm, "propensity"));
        out.whole("units", (long) number(arm, "units"));
        out.whole("multiple_exposures", (long) number(launch, "multiple_exposures"));
        out.whole("unknown_exposures", (long) number(launch, "unknown_exposures"));
    }

    private static String text(Json.Obj of, String name) {
        return of.get(name).orElse(Json.NULL) instanceof Json.Str(String text) ? text : "";
    }

    private static double number(Json.Obj of, String name) {
        return of.get(name).orElse(Json.NULL) instanceof Json.Num(double number) ? number : Double.NaN;
    }
}
