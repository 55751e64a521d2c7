package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.privacy.ErasureReport;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Erase a person: id, attributes and words, from log, states, snapshot, dead letters and quarantine.",
            "In the log a pseudonym stands for the person, so that what was computed of others stays as it was.",
            "Says which models were trained with the person, and which files were exported: these stay, and are yours to see to."
        })
public final class EraseCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "USER", arity = "0..*", description = "Ids of persons, as events name them.")
    private List<String> persons = List.of();

    @Option(names = "--list", description = "Say what was done so far, without erasing anybody.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        if (list != persons.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "give the ids of persons, or --list, and not both");
        }
        try (Workspace workspace = data.open()) {
            List<ErasureReport> reports = new ArrayList<>(list ? workspace.erasures() : List.of());
            for (String person : persons) {
                reports.add(workspace.erase(person, line -> System.err.println("  " + line)));
            }
            StringBuilder text = new StringBuilder();
            reports.forEach(report -> text.append(said(report)));
            json.print(text.append(reports.size()).append(" erased").toString());
            json.write(reports, ErasureReport.SCHEMA::write);
        }
        return 0;
    }

    private static String said(ErasureReport report) {
        return """
                %s at position %s: %,d events name a pseudonym, %,d are gone; %,d dead letters are gone; %,d of the quarantine are blank
                  models trained with the person: %s
                  exported files: %s
                """.formatted(
                        report.erasure(),
                        report.position(),
                        report.changed(),
                        report.removed(),
                        report.deadLetters(),
                        report.quarantined(),
                        listed(report.models()),
                        listed(report.exports()));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
