package dev.fairlead.sim;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads Taobao's public user behaviour log (rows {@code user,item,category,behaviour,seconds} without a header) as
 * canonical events: {@code pv} and {@code fav} become {@link Interaction} "view" and "favourite", {@code cart} becomes
 * {@link AddToCart}, {@code buy} becomes {@link Purchase}.
 *
 * <p>The log knows no prices. A cart's price is NaN; a purchase's is 0, because the contract asks for one: turnover and
 * margin mean nothing here. For the same reason there are no catalogue events; the category is told beside the
 * events to who asks for it. Requests
 * are empty, since what was shown is not in the log.
 *
 * <p>A session is a user's events without a gap of more than 30 minutes; its id is {@code user-N}, N from 1. Events come
 * in order of time, and in file order where times are equal; a whole file is held in memory for that. Event ids are
 * {@code taobao-ROW}, ROW 1 the first row. Rows outside the log's nine days, 2017-11-25 to 2017-12-03 in China
 * (UTC+8), are skipped and counted; so is a last row that is cut off.
 */
public final class TaobaoLog {
    private static final long FIRST = Instant.parse("2017-11-24T16:00:00Z").getEpochSecond();
    private static final long END = Instant.parse("2017-12-03T16:00:00Z").getEpochSecond();
    private static final long SESSION_GAP = 30 * 60;
    private static final int FIELDS = 5;

    private record Row(long number, String user, String item, String category, String behaviour, long second) {}

    private static final class Visits {
        private long last;
        private int sessions;

        String at(String user, long second) {
            if (sessions == 0 || second - last > SESSION_GAP) {
                sessions++;
            }
            last = second;
            return user + "-" + sessions;
        }
    }

    private final CsvFile csv;
    private final List<Row> kept = new ArrayList<>();
    private final Summary.Reasons skipped = new Summary.Reasons();
    private long rows;

    private TaobaoLog(CsvFile csv) {
        this.csv = csv;
    }

    /**
     * Hands every event of {@code file} (csv or csv.gz) to {@code sink}, and nothing if the file is malformed.
     *
     * @throws MalformedFile if a row has not five fields, or a time or behaviour is not as in the log
     * @throws IOException if the file cannot be read
     */
    public static Summary read(Path file, Consumer<? super Event> sink) throws IOException {
        return read(file, (_, _, _) -> {}, sink);
    }

    /** Takes the category of a row's item. */
    public interface Categories {
        /** @param time of the row, in milliseconds since 1970 */
        void accept(String item, String category, long time);
    }

    /** The same, and before each event the category of its item. */
    public static Summary read(Path file, Categories categories, Consumer<? super Event> sink) throws IOException {
        try (CsvFile csv = new CsvFile(file)) {
            TaobaoLog log = new TaobaoLog(csv);
            log.readRows();
            log.kept.sort(Comparator.comparingLong(Row::second));
            Map<String, Visits> visits = new HashMap<>();
            for (Row row : log.kept) {
                Visits user = visits.computeIfAbsent(row.user, name -> new Visits());
                categories.accept(row.item, row.category, row.second * 1000);
                sink.accept(event(row, user.at(row.user, row.second)));
            }
            return new Summary(log.rows, log.kept.size(), log.skipped.total(), log.skipped.counts(), Map.of());
        }
    }

    private void readRows() throws IOException {
        boolean more = csv.next();
        if (!more) {
            throw csv.malformed("the file is empty; rows are user,item,category,behaviour,seconds");
        }
        while (more) {
            rows++;
            if (csv.row().size() == FIELDS) {
                readRow();
                more = csv.next();
            } else {
                more = skipCutRow();
            }
        }
    }

    /** Public samples of the log end in the middle of a row; anywhere else such a row means a wrong file. */
    private boolean skipCutRow() throws IOException {
        MalformedFile refusal =
                csv.malformed(csv.row().size() + " fields; a row has five: user,item,category,behaviour,seconds");
        if (rows == 1 || csv.row().size() > FIELDS || csv.next()) {
            throw refusal;
        }
        skipped.count("the last row is cut off");
        return false;
    }

    private void readRow() throws MalformedFile {
        String behaviour = csv.field(3);
        if (!List.of("pv", "fav", "cart", "buy").contains(behaviour)) {
            throw csv.malformed("unknown behaviour '" + behaviour + "'; known are pv, fav, cart, buy");
        }
        if (csv.field(0).isEmpty() || csv.field(1).isEmpty()) {
            throw csv.malformed("user and item must not be empty");
        }
        long second = time();
        if (second < FIRST || second >= END) {
            skipped.count("time outside 2017-11-25 to 2017-12-03 (UTC+8)");
        } else {
            kept.add(new Row(rows, csv.field(0), csv.field(1), csv.field(2), behaviour, second));
        }
    }

    /** Seconds since 1970; the log has negative ones, which are outside its days but no reason to doubt the file. */
    private long time() throws MalformedFile {
        try {
            return Long.parseLong(csv.field(4));
        } catch (NumberFormatException e) {
            throw csv.malformed("time '" + csv.field(4) + "' is not a whole number of seconds");
        }
    }

    private static Event event(Row row, String session) {
        String id = "taobao-" + row.number;
        long time = row.second * 1000;
        return switch (row.behaviour) {
            case "cart" -> new AddToCart(id, time, row.user, session, row.item, "", 1, Double.NaN);
            case "buy" -> new Purchase(id, time, row.user, session, row.item, "", 1, 0);
            case "fav" -> new Interaction(id, time, row.user, session, row.item, "", "favourite");
            default -> new Interaction(id, time, row.user, session, row.item, "", "view");
        };
    }
}
