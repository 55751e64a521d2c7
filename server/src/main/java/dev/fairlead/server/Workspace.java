package dev.fairlead.server;

import dev.fairlead.decide.App;
import dev.fairlead.decide.Ingest;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.Quarantine;
import dev.fairlead.privacy.ErasureReport;
import dev.fairlead.registry.Registry;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A data folder to work on: opened by this process, or through the server that holds it. */
public interface Workspace extends AutoCloseable {
    EventLog log();

    DeadLetters deadLetters();

    /** Events that a state could not take. */
    Quarantine quarantine();

    Registry registry();

    /** What can be in the log. */
    EventTypes types();

    List<App<?, ?>> apps();

    /** Checks events from outside and appends them. */
    Ingest intake();

    /** The release that serves an app; empty text when its last resort does. */
    String serving(String app);

    /** Why a release that should serve does not; empty when all do. */
    String servingProblem();

    /**
     * Lets a release serve an app from now on.
     *
     * @param hash of the release; the empty text goes back to the app's last resort
     * @throws IllegalArgumentException if the release is not there or cannot serve the app
     */
    void promote(String app, String hash, String reason);

    /**
     * Erases a person from everything up to now.
     *
     * @param progress gets a line from time to time
     * @throws IllegalArgumentException if no person can have the id
     */
    ErasureReport erase(String person, Consumer<String> progress);

    /** What was imported; one whose state is {@link dev.fairlead.log.ImportBatch#UNDOING} leaves the log when the folder is opened next. */
    ImportStore imports();

    /** How many events have left the log since they were too old: what was computed with them is not computed again. */
    long expired();

    /** What finished erasures did. */
    List<ErasureReport> erasures();

    /** Notes that files with the log so far were exported. */
    void exported(List<String> files);

    /** The definition of an app. @throws IllegalArgumentException if there is none of this name */
    default App<?, ?> app(String name) {
        return apps().stream()
                .filter(app -> app.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no app '" + name + "'; there is "
                        + apps().stream().map(App::name).collect(Collectors.joining(", "))));
    }

    @Override
    void close();
}
