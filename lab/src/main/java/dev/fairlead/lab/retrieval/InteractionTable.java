package dev.fairlead.lab.retrieval;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.time.TimeFormat;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * A table of who touched what and when, as events in order of time (and of the file where times are equal). A category makes
 * a catalogue event before the item's first interaction; its price is not known.
 */
final class InteractionTable {
    @Option(names = "--user-column", paramLabel = "NAME", description = "Default: user, user_id, userId or visitorid.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--item-column", paramLabel = "NAME", description = "Default: item, item_id, itemId or movieId.")
    private Optional<String> item = Optional.empty();

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description =
                    "Default: time, timestamp or ts. Seconds, milliseconds, micro- or nanoseconds since 1970 (the same in all rows), or ISO-8601; "
                            + "without a zone UTC.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--kind-column",
            paramLabel = "NAME",
            description = "Default: kind, event, event_type, behaviour or behavior, if there is one. "
                    + "click, cart and purchase (and the like) are told apart; everything else is an interaction.")
    private Optional<String> kind = Optional.empty();

    @Option(
            names = "--category-column",
            paramLabel = "NAME",
            description = "Default: category or category_id, if there is one. A path is written with /.")
    private Optional<String> category = Optional.empty();

    /** Times below this many units since 1970 are seconds: as milliseconds they would be before April 1973. */
    private static final long SECONDS_BELOW = 100_000_000_000L;

    private static final Pattern NUMBER = Pattern.compile("-?[\\d.]+");

    private static final TimeFormat UTC = TimeFormat.STANDARD.in(ZoneOffset.UTC);

    private record Row(Event event, String item, String category) {}

    /** @param room for those that are kept @throws UserException if there is not enough for them */
    List<Event> read(Path file, StudyRoom room, Consumer<String> progress) {
        List<String> found = TableRows.columns(file);
        List<String> columns = new ArrayList<>(List.of(
                required(user, found, "user", "user_id", "userId", "userid", "visitorid"),
                required(item, found, "item", "item_id", "itemId", "itemid", "movieId"),
                required(time, found, "time", "timestamp", "ts")));
        Optional<String> kinds = kind.or(() -> first(found, "kind", "event", "event_type", "behaviour", "behavior"));
        Optional<String> categories = category.or(() -> first(found, "category", "category_id"));
        kinds.ifPresent(columns::add);
        categories.ifPresent(columns::add);
        long rows = TableRows.count(file);
        room.expect(file, rows);
        progress.accept(String.format(Locale.ROOT, "reading %,d rows", rows));
        List<Row> interactions = new ArrayList<>();
        Times times = new Times();
        Map<String, String> known = new HashMap<>(); // a text is kept once, however many rows hold it
        TableRows.read(file, columns, row -> {
            for (int c = 0; c < 3; c++) {
                if (row.text(c).isEmpty()) {
                    throw new UserException(
                            file + ", row " + row.number() + ": column '" + columns.get(c) + "' is empty");
                }
            }
            if (!room.takes(row.text(0))) {
                return;
            }
            String who = once(known, row.text(0));
            String what = once(known, row.text(1));
            interactions.add(new Row(
                    event(
                            row.number(),
                            times.millis(row),
                            who,
                            what,
                            kinds.isPresent() ? once(known, row.text(3)) : ""),
                    what,
                    categories.isPresent() ? once(known, row.text(columns.size() - 1)) : ""));
            room.check(file, interactions.size());
        });
        interactions.sort(Comparator.comparingLong(interaction -> interaction.event.time()));
        List<Event> events = new ArrayList<>();
        Set<String> described = new HashSet<>();
        for (Row interaction : interactions) {
            if (!interaction.category.isEmpty() && described.add(interaction.item)) {
                events.add(described(interaction.item, interaction.category, interaction.event.time()));
            }
            events.add(interaction.event);
        }
        return events;
    }

    private static String once(Map<String, String> known, String text) {
        return known.computeIfAbsent(text, same -> same);
    }

    private static String required(Optional<String> named, List<String> found, String... usual) {
        return named.or(() -> first(found, usual))
                .orElseThrow(() -> new UserException("no column of "
                        + String.join(", ", usual) + " among " + String.join(", ", found) + "; say which it is with --"
                        + usual[0]
                        + "-column NAME"));
    }

    private static Optional<String> first(List<String> found, String... usual) {
        return List.of(usual).stream().filter(found::contains).findFirst();
    }

    /** An item of which only the category is known. */
    static CatalogueItem described(String item, String category, long time) {
        return new CatalogueItem(
                "item-" + item,
                time,
                item,
                Double.NaN,
                Double.NaN,
                "",
                List.of(category.split("/")),
                "",
                "",
                0,
                Double.NaN,
                Double.NaN,
                -1,
                0,
                "",
                List.of());
    }

    private static Event event(long row, long time, String user, String item, String kind) {
        String id = "row-" + row;
        return switch (kind) {
            case "click" -> new Click(id, time, user, user, item, "");
            case "cart", "add_to_cart", "addtocart" -> new AddToCart(id, time, user, user, item, "", 1, Double.NaN);
            case "buy", "purchase", "transaction" -> new Purchase(id, time, user, user, item, "", 1, 0);
            default -> new Interaction(id, time, user, user, item, "", kind.isEmpty() ? "interaction" : kind);
        };
    }

    /** One unit for all numbers of a table: which one, the first says. */
    private static final class Times {
        private Optional<TimeFormat.Unit> unit = Optional.empty();
        private String first = "";

        long millis(TableRows.Row row) {
            String text = row.text(2);
            try {
                return NUMBER.matcher(text).matches() ? ofNumber(row, text) : UTC.text(text);
            } catch (IllegalArgumentException e) {
                throw new UserException(row.file() + ", row " + row.number() + ": '" + text
                        + "' is no time; seconds or milliseconds since 1970 or ISO-8601 are");
            }
        }

        private long ofNumber(TableRows.Row row, String text) {
            double value = Double.parseDouble(text);
            TimeFormat.Unit found = unitOf(Math.abs(value));
            if (unit.isEmpty()) {
                unit = Optional.of(found);
                first = text;
            }
            if (found != unit.get()) {
                throw new UserException(row.file() + ", row " + row.number() + ": the time " + text + " is of "
                        + found + ", and that of the first row, " + first + ", of " + unit.get()
                        + "; make them one unit");
            }
            return switch (found) {
                case SECONDS -> (long) (1_000 * value);
                case MILLIS -> (long) value;
                case MICROS -> (long) (value / 1e3);
                case NANOS -> (long) (value / 1e6);
            };
        }

        private static TimeFormat.Unit unitOf(double value) {
            if (value < SECONDS_BELOW) {
                return TimeFormat.Unit.SECONDS;
            }
            if (value < 1e3 * SECONDS_BELOW) {
                return TimeFormat.Unit.MILLIS;
            }
            return value < 1e6 * SECONDS_BELOW ? TimeFormat.Unit.MICROS : TimeFormat.Unit.NANOS;
        }
    }
}
