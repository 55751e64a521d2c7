package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.App;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a check of an app's logged decisions came to.
 *
 * @param app the app's name
 */
record AppCheck<T>(String app, T result) {
    interface Check<T> {
        /** @param progress gets a line from time to time */
        T of(Workspace workspace, App<?, ?> app, Consumer<String> progress);
    }

    /** Checks every app of a data folder and prints what that came to. @return 0 if all is the same, 1 otherwise */
    static <T> int run(
            WorkspaceOptions data, JsonOption json, Check<T> check, BiConsumer<T, FieldWriter> write, Predicate<T> same)
            throws IOException {
        try (Workspace workspace = data.open()) {
            warn(workspace.expired());
            List<AppCheck<T>> checked = new ArrayList<>();
            for (App<?, ?> app : workspace.apps()) {
                Consumer<String> progress = line -> System.err.println("  " + app.name() + ": " + line);
                checked.add(new AppCheck<>(app.name(), check.of(workspace, app, progress)));
            }
            json.print(checked.stream()
                    .map(each -> (checked.size() == 1 ? "" : each.app + ": ") + each.result)
                    .collect(Collectors.joining("\n")));
            json.write(checked, (each, out) -> {
                out.text("app", each.app);
                write.accept(each.result, out);
            });
            return checked.stream().map(AppCheck::result).allMatch(same) ? 0 : 1;
        }
    }

    /** Says that a log is not whole any more. */
    private static void warn(long expired) {
        if (expired > 0) {
            System.err.printf(
                    "%,d events have left this log since they were too old: decisions that read what they added up to cannot"
                            + " be made again, and count as different%n",
                    expired);
        }
    }
}
