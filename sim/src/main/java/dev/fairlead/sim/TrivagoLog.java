package dev.fairlead.sim;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the session logs of the RecSys Challenge 2019 (hotel search at trivago) as canonical events.
 *
 * <table>
 * <caption>Mapping</caption>
 * <tr><td>clickout item</td><td>{@link Impression} of the list, 1 ms before, and {@link Click}; both with the request
 * id {@code session:step}</td></tr>
 * <tr><td>interaction item image, info, rating, deals; search for item</td><td>{@link Interaction} of kind
 * "image", "info", "rating", "deals", "search"</td></tr>
 * <tr><td>search for destination, search for poi</td><td>{@link Search}</td></tr>
 * <tr><td>filter selection</td><td>{@link Filter}</td></tr>
 * <tr><td>change of sort order</td><td>{@link Sort}</td></tr>
 * </table>
 *
 * <p>The file is grouped by user; events come in order of the rows' timestamps, and in file order where these are equal,
 * as a product would have sent them. An impression's time is 1 ms before its row's timestamp, so event times step back
 * by that 1 ms where other rows share the second. A whole file is held in memory for the sort. Event ids are
 * {@code trivago-ROW}, and {@code trivago-ROW-click} for the click, where ROW 1 is the first row after the header.
 */
public final class TrivagoLog {
    private static final List<String> HEADER = List.of(
            "user_id",
            "session_id",
            "timestamp",
            "step",
            "action_type",
            "reference",
            "platform",
            "city",
            "device",
            "current_filters",
            "impressions",
            "prices");
    private static final int USER = 0;
    private static final int SESSION = 1;
    private static final int TIMESTAMP = 2;
    private static final int STEP = 3;
    private static final int ACTION = 4;
    private static final int REFERENCE = 5;
    private static final int PLATFORM = 6;
    private static final int CITY = 7;
    private static final int DEVICE = 8;
    private static final int IMPRESSIONS = 10;
    private static final int PRICES = 11;
    private static final String INTERACTION = "interaction item ";
    private static final Set<String> INTERACTION_KINDS = Set.of("image", "info", "rating", "deals");

    private record Timed(long second, Event event) {}

    private final CsvFile csv;
    private final List<Timed> events = new ArrayList<>();
    private final Set<String> requests = new HashSet<>();
    private final Summary.Reasons skipped = new Summary.Reasons();
    private final Summary.Reasons odd = new Summary.Reasons();
    private long rows;

    private TrivagoLog(CsvFile csv) {
        this.csv = csv;
    }

    /**
     * Hands every event of {@code file} (csv or csv.gz) to {@code sink}, and nothing if the file is malformed.
     *
     * @throws MalformedFile if the header, a row's fields, a number or an action is not as in the challenge's files
     * @throws IOException if the file cannot be read
     */
    public static Summary read(Path file, Consumer<? super Event> sink) throws IOException {
        try (CsvFile csv = new CsvFile(file)) {
            TrivagoLog log = new TrivagoLog(csv);
            log.readRows();
            log.events.sort(Comparator.comparingLong(Timed::second));
            log.events.forEach(timed -> sink.accept(timed.event));
            return new Summary(
                    log.rows, log.events.size(), log.skipped.total(), log.skipped.counts(), log.odd.counts());
        }
    }

    private void readRows() throws IOException {
        if (!csv.next() || !csv.row().equals(HEADER)) {
            throw csv.malformed("this is not a trivago session log: the header has to be " + String.join(",", HEADER));
        }
        while (csv.next()) {
            rows++;
            if (csv.row().size() != HEADER.size()) {
                throw csv.malformed(csv.row().size() + " fields; a row has " + HEADER.size());
            }
            if (csv.field(USER).isEmpty() || csv.field(SESSION).isEmpty()) {
                throw csv.malformed("user_id and session_id must not be empty");
            }
            readRow();
        }
    }

    private void readRow() throws MalformedFile {
        String action = csv.field(ACTION);
        String reference = csv.field(REFERENCE);
        String user = csv.field(USER);
        String session = csv.field(SESSION);
        long second = csv.whole(TIMESTAMP, "timestamp");
        String id = "trivago-" + rows;
        switch (action) {
            case "clickout item" -> clickout(id, second);
            case "search for item" -> interaction(id, second, "search");
            case "search for destination", "search for poi" ->
                add(second, new Search(id, second * 1000, user, session, reference));
            case "filter selection" -> add(second, new Filter(id, second * 1000, user, session, reference));
            case "change of sort order" -> add(second, new Sort(id, second * 1000, user, session, reference));
            default -> {
                String kind = action.startsWith(INTERACTION) ? action.substring(INTERACTION.length()) : "";
                if (!INTERACTION_KINDS.contains(kind)) {
                    throw csv.malformed("unknown action_type '" + action + "'");
                }
                interaction(id, second, kind);
            }
        }
    }

    private void interaction(String id, long second, String kind) {
        String item = csv.field(REFERENCE);
        if (isItem(item)) {
            add(second, new Interaction(id, second * 1000, csv.field(USER), csv.field(SESSION), item, "", kind));
        } else {
            skipped.count(csv.field(ACTION) + ": the reference is not an item");
        }
    }

    private void clickout(String id, long second) throws MalformedFile {
        String user = csv.field(USER);
        String session = csv.field(SESSION);
        String item = csv.field(REFERENCE);
        String request = request(session);
        List<Shown> shown = shown();
        Context context = new Context(csv.field(PLATFORM), csv.field(DEVICE), "", csv.field(CITY));
        add(second, new Impression(id, second * 1000 - 1, user, session, request, "search", context, shown));
        if (!isItem(item)) {
            skipped.count("clickout item: the reference is not an item");
            return;
        }
        if (shown.stream().noneMatch(slot -> slot.item().equals(item))) {
            odd.count("clickout item: the reference is not in the list");
        }
        add(second, new Click(id + "-click", second * 1000, user, session, item, request));
    }

    /** The step makes the click-outs of a session distinct; where a file repeats a step, the row number does. */
    private String request(String session) throws MalformedFile {
        String request = session + ":" + csv.whole(STEP, "step");
        if (requests.add(request)) {
            return request;
        }
        odd.count("clickout item: the session has this step twice");
        return request + ":" + rows;
    }

    private List<Shown> shown() throws MalformedFile {
        String[] items = csv.field(IMPRESSIONS).split("\\|", -1);
        String[] prices = csv.field(PRICES).split("\\|", -1);
        if (items.length != prices.length || items[0].isEmpty()) {
            throw csv.malformed("a click-out has " + items.length + " impressions and " + prices.length
                    + " prices; it needs one price for each impression, and at least one");
        }
        List<Shown> shown = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            shown.add(new Shown(items[i], i + 1, price(prices[i]), Double.NaN));
        }
        return List.copyOf(shown);
    }

    private double price(String text) throws MalformedFile {
        try {
            double price = Double.parseDouble(text);
            if (price >= 0) {
                return price;
            }
        } catch (NumberFormatException e) {
            // falls through to the refusal, which says the same of a negative price
        }
        throw csv.malformed("price '" + text + "' is not a number of at least 0");
    }

    private static boolean isItem(String reference) {
        return !reference.isEmpty() && reference.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void add(long second, Event event) {
        events.add(new Timed(second, event));
    }
}
