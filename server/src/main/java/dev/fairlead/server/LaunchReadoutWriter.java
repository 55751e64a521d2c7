package dev.fairlead.server;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.launch.LaunchReadouts;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.readout.ReadoutRow;
import java.util.ArrayList;
import java.util.List;

/** A launch that was read out, as JSON: the rows of {@code experiment analyze --json}, and what they rest on. */
final class LaunchReadoutWriter {
    private LaunchReadoutWriter() {}

    /** A column whose window is still open for some units, which are left out of it. */
    private record Open(String column, long units) {
        void write(FieldWriter out) {
            out.text("column", column);
            out.whole("units", units);
        }
    }

    static void write(LaunchReadouts.Pages pages, FieldWriter out) {
        Readout readout = pages.readout();
        out.text("launch", pages.launch().name());
        out.text("status", pages.launch().status().text());
        out.text("plan", pages.launch().plan());
        out.text("as_of", pages.units().asOf().toString());
        List<Open> open = new ArrayList<>();
        pages.units().open().forEach((column, units) -> open.add(new Open(column, units)));
        out.records("open", open, Open::write);
        out.records("checks", readout.health().checks(), LaunchReadoutWriter::check);
        out.records("verdicts", readout.verdicts(), LaunchReadoutWriter::verdict);
        out.records("rows", ReadoutRow.of(readout), ReadoutRow::write);
    }

    private static void check(ValidityCheck check, FieldWriter out) {
        out.text("check", EnumNames.of(check.subject()));
        out.text("outcome", EnumNames.of(check.outcome()));
        out.text("sentence", check.sentence());
    }

    private static void verdict(Readout.ArmVerdict each, FieldWriter out) {
        out.text("arm", each.arm());
        out.text("verdict", ReadoutRow.verdict(each.verdict()));
        out.texts(
                "reasons",
                each.verdict().reasons().stream()
                        .map(reason -> reason.sentence())
                        .toList());
    }
}
