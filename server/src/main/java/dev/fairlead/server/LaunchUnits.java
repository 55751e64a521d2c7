package dev.fairlead.server;

import dev.fairlead.launch.Outcomes;
import dev.fairlead.log.EventLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The units of a launch with their outcomes, as a table that {@code experiment analyze} reads. */
final class LaunchUnits {
    private LaunchUnits() {}

    static List<Outcomes.Row> read(EventLog log, String launch, int days) {
        Outcomes outcomes = new Outcomes(launch, days);
        log.read(0, Integer.MAX_VALUE, outcomes);
        return outcomes.result();
    }

    /** Writes CSV with a header. */
    static void write(List<Outcomes.Row> rows, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("unit,arm,entered,sessions,clicks,purchases,bought,gmv,returns,gmv_before\n");
            for (Outcomes.Row row : rows) {
                out.write(quoted(row.unit()) + "," + quoted(row.arm()) + "," + Instant.ofEpochMilli(row.entered()) + ","
                        + row.sessions() + "," + row.clicks() + "," + row.purchases() + "," + (row.bought() ? 1 : 0)
                        + ","
                        + row.gmv() + "," + row.returns() + "," + row.gmvBefore() + "\n");
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
