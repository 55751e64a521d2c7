package dev.fairlead.cli.experiment.design;

import dev.fairlead.cli.option.EnumOption;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanException;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.experiment.plan.Problem;
import dev.fairlead.report.EnumNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Write an experiment's plan before its data, lock it, and keep what was decided.",
            "A history is a file of JSON Lines that only grows; each line holds the hash of the one before it."
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead experiment plan new ranking.json",
            "  fairlead experiment plan check ranking.json",
            "  fairlead experiment plan lock ranking.json ranking.jsonl --by ana",
            "  fairlead experiment plan decide ranking.jsonl started --by ana --text go",
            "  fairlead experiment plan show ranking.jsonl"
        })
public final class PlanCommand {
    private static final String PLAN = "The plan, a JSON object; see: fairlead experiment plan new.";
    private static final String HISTORY = "The plan's history, JSON Lines.";
    private static final String BY = "Who does it.";

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Write a plan that uses every part of its file, to start from.",
            footer = {"", "Example: fairlead experiment plan new ranking.json"})
    int create(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Where (default: standard output).")
                    Optional<Path> file)
            throws IOException {
        String text = Plan.example().text();
        if (file.isEmpty()) {
            System.out.print(text);
        } else {
            HistoryFile.absent(file.get());
            Files.writeString(file.get(), text, StandardOpenOption.CREATE_NEW);
            System.err.println(
                    "wrote " + file.get() + "; change it, then: fairlead experiment plan check " + file.get());
        }
        return 0;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Say all that is wrong with a plan, each with its path and what to do.",
                "JSON rows: path, problem; none for a plan that can be locked."
            },
            footer = {"", "Example: fairlead experiment plan check ranking.json"})
    int check(@Mixin JsonOption json, @Parameters(paramLabel = "PLAN", description = PLAN) Path file)
            throws IOException {
        try {
            Plan plan = Plan.read(Files.readString(file));
            json.print("\"" + plan.name() + "\" can be locked; its hash is " + plan.hash());
            json.write(List.<Problem>of(), (_, _) -> {});
            return 0;
        } catch (PlanException e) {
            json.write(e.problems(), (problem, out) -> {
                out.text("path", problem.path());
                out.text("problem", problem.sentence());
            });
            throw e;
        }
    }

    @Command(
            name = "lock",
            mixinStandardHelpOptions = true,
            description = "Begin a history with a plan, which can no longer change but by amendments.",
            footer = {"", "Example: fairlead experiment plan lock ranking.json ranking.jsonl --by ana"})
    int lock(
            @Parameters(paramLabel = "PLAN", description = PLAN) Path file,
            @Parameters(paramLabel = "HISTORY", description = "The history to begin; it must not exist.") Path history,
            @Option(names = "--by", required = true, paramLabel = "NAME", description = BY) String by)
            throws IOException {
        HistoryFile.absent(history);
        PlanHistory locked = PlanHistory.lock(Plan.read(Files.readString(file)), by, now());
        HistoryFile.create(history, locked);
        said(locked, "locked with the hash " + locked.current().hash());
        return 0;
    }

    @Command(
            name = "amend",
            mixinStandardHelpOptions = true,
            description = "Put a changed plan in the place of the one in force, with the reason.",
            footer = {
                "",
                "Example: fairlead experiment plan amend ranking.jsonl changed.json --by ana \\",
                "    --reason 'fewer visitors'"
            })
    int amend(
            @Parameters(paramLabel = "HISTORY", description = HISTORY) Path history,
            @Parameters(paramLabel = "PLAN", description = "The changed plan, whole.") Path file,
            @Option(names = "--by", required = true, paramLabel = "NAME", description = BY) String by,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.") String reason)
            throws IOException {
        Plan plan = Plan.read(Files.readString(file));
        PlanHistory amended = HistoryFile.append(history, before -> before.amend(plan, by, reason, now()));
        Entry.Amended last = (Entry.Amended) amended.entries().getLast();
        said(amended, "amended at " + String.join(", ", last.changed()));
        return 0;
    }

    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            description = "Note what was done: started, ramped, stopped, shipped or rolled-back.",
            footer = {
                "",
                "Example: fairlead experiment plan decide ranking.jsonl stopped --by ana \\",
                "    --text 'guardrail latency-p95'"
            })
    int decide(
            @Parameters(paramLabel = "HISTORY", description = HISTORY) Path history,
            @Parameters(
                            paramLabel = "ACTION",
                            converter = ToAction.class,
                            description = "started, ramped, stopped, shipped or rolled-back.")
                    Entry.Action action,
            @Option(names = "--by", required = true, paramLabel = "NAME", description = BY) String by,
            @Option(names = "--text", required = true, paramLabel = "TEXT", description = "Why, in words.") String text)
            throws IOException {
        said(HistoryFile.append(history, before -> before.decide(action, by, text, now())), EnumNames.of(action));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Verify a history and print the plan in force, its hash, and what happened.",
                "JSON rows: line, at, by, type, text, planHash, hash."
            },
            footer = {"", "Example: fairlead experiment plan show ranking.jsonl --head 4f1c…"})
    int show(
            @Mixin JsonOption json,
            @Parameters(paramLabel = "HISTORY", description = HISTORY) Path history,
            @Option(
                            names = "--head",
                            paramLabel = "HASH",
                            description = "Hash of the last line as it was noted before; refused if no line has it.")
                    Optional<String> head)
            throws IOException {
        PlanHistory read = HistoryFile.read(history);
        head.ifPresent(read::require);
        var page = new PlanPage(read);
        json.print(page.text());
        json.write(page.rows(), PlanPage.Row::write);
        return 0;
    }

    private static void said(PlanHistory history, String what) {
        System.out.println("\"" + history.plan().name() + "\" " + what);
        System.out.println(
                "note the head of its history elsewhere, it shows whether lines are lost: " + history.head());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Reads {@code rolled-back}. */
    static final class ToAction implements ITypeConverter<Entry.Action> {
        @Override
        public Entry.Action convert(String value) {
            return EnumOption.of(value, Entry.Action.values());
        }
    }
}
