package dev.fairlead.launch;

import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchNote;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.log.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is known of launches beside their outcomes: where one is, what was done to it, and what was live at some time. */
public final class LaunchRecords {
    private final EventLog log;
    private final Vocabulary vocabulary;
    private final LaunchService service;
    private final Optional<LaunchWatches> watches;
    private final Function<Launch, String> stillServed;

    /**
     * @param watches of a process that follows them
     * @param stillServed why a launch that has ended may still answer somebody; empty when it cannot
     */
    public LaunchRecords(
            EventLog log,
            Vocabulary vocabulary,
            LaunchService service,
            Optional<LaunchWatches> watches,
            Function<Launch, String> stillServed) {
        this.log = log;
        this.vocabulary = vocabulary;
        this.service = service;
        this.watches = watches;
        this.stillServed = stillServed;
    }

    /** Where a launch is. @throws UserException if there is none */
    public Json.Obj status(String name) {
        Launch launch = service.get(name);
        return watches.map(all -> all.status(launch, stillServed.apply(launch)))
                .orElseGet(() -> new LaunchStatus(launch, Optional.empty(), stillServed.apply(launch)).json());
    }

    /** What was done to a launch: its chain, each act with what it rests on. @throws UserException if there is none */
    public Json.Obj journal(String name) {
        Launch launch = service.get(name);
        Map<String, Json> evidence = evidence(name);
        List<Json> entries = new ArrayList<>();
        for (String line : launch.history().lines()) {
            Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) Json.parse(line)).members());
            members.remove("plan");
            if (members.get("evidence") instanceof Json.Str(String hash)) {
                members.put("rests_on", evidence.getOrDefault(hash, Json.NULL));
            }
            entries.add(new Json.Obj(members));
        }
        Map<String, Json> journal = new LinkedHashMap<>();
        journal.put("launch", Json.of(name));
        journal.put("plan", Json.of(launch.plan()));
        journal.put("head", Json.of(launch.history().head()));
        journal.put("entries", new Json.Arr(entries));
        return new Json.Obj(journal);
    }

    /** By its hash, which is computed anew: evidence that was changed is not found. */
    private Map<String, Json> evidence(String name) {
        Map<String, Json> evidence = new HashMap<>();
        log.readAll(logged -> {
            if (logged.event() instanceof LaunchChanged changed
                    && changed.launch().equals(name)
                    && !changed.evidence().isEmpty()) {
                evidence.put(Sha256.of(changed.evidence()), Json.parse(changed.evidence()));
            }
            if (logged.event() instanceof LaunchNote note && note.launch().equals(name)) {
                evidence.put(Sha256.of(note.content()), Json.parse(note.content()));
            }
        });
        return evidence;
    }

    /**
     * What was live at some time, for everyone or for one unit.
     *
     * @param unit its arms then, and the last decision for it
     */
    public Json.Obj live(Instant at, Optional<String> unit) {
        LiveThen then = new LiveThen(vocabulary, service.launches().empty(), at, unit);
        log.readAll(then);
        return then.json();
    }
}
