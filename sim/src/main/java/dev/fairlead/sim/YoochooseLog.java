package dev.fairlead.sim;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.Interaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Reads the folder of session-rec's prepared clicks of the RecSys Challenge 2015 as canonical events: {@code yoochoose-clicks-100k_train_full.txt.gz} and
 * {@code yoochoose-clicks-100k_test.txt.gz}, tab separated with the columns {@code SessionId}, {@code ItemId} and {@code Time} in seconds. A click becomes an
 * {@link Interaction} "view". The log knows no persons: each session is its own user.
 *
 * @param train in order of time
 * @param test in order of time
 * @param published places of sessions, as {@code SESSION;PLACE} with 0 the first, for which both files of published recommendations have a list; the
 *     click after each is to be found
 */
public record YoochooseLog(List<Event> train, List<Event> test, Set<String> published) {
    private static final String CLICKS = "yoochoose-clicks-100k_";
    private static final String LISTS = "recoms_rsc15_100k_";

    /**
     * Reads the folder.
     *
     * @throws MalformedFile if a line is not as described
     * @throws IOException if a file cannot be read
     */
    public static YoochooseLog read(Path folder) throws IOException {
        Set<String> published = positions(folder.resolve(LISTS + "vsknn.csv.gz"));
        published.retainAll(positions(folder.resolve(LISTS + "sr.csv.gz")));
        return new YoochooseLog(
                clicks(folder.resolve(CLICKS + "train_full.txt.gz"), "train"),
                clicks(folder.resolve(CLICKS + "test.txt.gz"), "test"),
                published);
    }

    private static List<String[]> lines(Path file, String separator, int fields) throws IOException {
        List<String[]> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            in.readLine(); // the header
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] parts = line.split(separator, -1);
                if (parts.length != fields) {
                    throw new MalformedFile(file, lines.size() + 2L, parts.length + " fields; expected " + fields);
                }
                lines.add(parts);
            }
        }
        return lines;
    }

    private static List<Event> clicks(Path file, String name) throws IOException {
        List<Event> events = new ArrayList<>();
        for (String[] line : lines(file, "\t", 3)) {
            long time = new BigDecimal(line[2]).movePointRight(3).longValue();
            events.add(new Interaction(
                    "yoochoose-" + name + "-" + (events.size() + 1), time, line[0], line[0], line[1], "", "view"));
        }
        events.sort(Comparator.comparingLong(Event::time));
        return events;
    }

    private static Set<String> positions(Path file) throws IOException {
        Set<String> positions = new HashSet<>();
        for (String[] line : lines(file, ";", 4)) {
            positions.add(line[0] + ";" + line[1]);
        }
        return positions;
    }
}
