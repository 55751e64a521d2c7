package dev.fairlead.cli.imports;

import dev.fairlead.duckdb.ColumnType;
import dev.fairlead.duckdb.SourceFile;
import dev.fairlead.duckdb.TableOptions;
import dev.fairlead.duckdb.TableSample;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mapping that a table most likely means: by the names of its columns, and by what they hold where that decides (units of time, scales of
 * ratings, kinds of events). What only a person can know is a question, and a table of which something is missing has a problem.
 */
final class Proposal {
    /** Rows that are looked at: rare kinds of events come late. */
    private static final long LOOKED_AT = 200_000;

    private static final int EXAMPLE = 24;
    private static final double DISLIKED = 0.4;
    private static final double LIKED = 0.7;
    private static final Set<String> NULLS =
            Set.of("NA", "N/A", "NULL", "null", "\\N", "NaN", "nan", "None", "none", "(null)");

    /** What kinds of events are called elsewhere: the type of event here, and for an interaction its kind. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("view", "interaction view"),
            Map.entry("views", "interaction view"),
            Map.entry("pv", "interaction view"),
            Map.entry("pageview", "interaction view"),
            Map.entry("detail", "interaction view"),
            Map.entry("detailview", "interaction view"),
            Map.entry("itemview", "interaction view"),
            Map.entry("productview", "interaction view"),
            Map.entry("viewitem", "interaction view"),
            Map.entry("click", "click"),
            Map.entry("clk", "click"),
            Map.entry("clicks", "click"),
            Map.entry("cart", "add_to_cart"),
            Map.entry("addtocart", "add_to_cart"),
            Map.entry("addcart", "add_to_cart"),
            Map.entry("add", "add_to_cart"),
            Map.entry("basket", "add_to_cart"),
            Map.entry("buy", "purchase"),
            Map.entry("purchase", "purchase"),
            Map.entry("transaction", "purchase"),
            Map.entry("order", "purchase"),
            Map.entry("orders", "purchase"),
            Map.entry("conversion", "purchase"),
            Map.entry("fav", "interaction favourite"),
            Map.entry("favorite", "interaction favourite"),
            Map.entry("favourite", "interaction favourite"),
            Map.entry("wishlist", "interaction favourite"),
            Map.entry("like", "interaction like"),
            Map.entry("dislike", "interaction dislike"),
            Map.entry("share", "interaction share"),
            Map.entry("removefromcart", "interaction remove_from_cart"),
            Map.entry("hide", "hide"));

    private final SourceFile file;
    private final EventTypes types;
    private final Map<String, String> set;
    private final TableSample.Values values = new TableSample.Values();
    private final TableSample sample;
    private final Map<Role, String> columns = new EnumMap<>(Role.class);
    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Proposal(SourceFile file, EventTypes types, Map<String, String> set) {
        this.file = file;
        this.types = types;
        this.set = set;
        this.sample = TableSample.of(file, TableOptions.PLAIN, LOOKED_AT, values);
    }

    /**
     * Looks at a table.
     *
     * @param set lines of the mapping that were said otherwise
     * @throws dev.fairlead.duckdb.TableException if it is none
     */
    static Proposal of(SourceFile file, EventTypes types, Map<String, String> set) {
        Proposal proposal = new Proposal(file, types, set);
        proposal.propose();
        return proposal;
    }

    /** Why the table cannot be imported by this mapping; nothing if it can. */
    List<String> problems() {
        return problems;
    }

    /** What is only guessed, and a person has to say. */
    List<String> questions() {
        return questions;
    }

    /** The mapping, without its section's line. */
    String mapping() {
        return String.join("\n", lines) + "\n";
    }

    /** The mapping as a section of a file of mappings, with what was seen. @param samples events that the mapping makes */
    String section(List<String> samples) {
        StringBuilder text = new StringBuilder();
        text.append("# ")
                .append(file.name())
                .append(String.format(Locale.ROOT, ": %,d rows were looked at%n", sample.read()));
        text.append("#\n");
        text.append(
                String.format(Locale.ROOT, "#   %-22s %-12s %-26s %s%n", "column", "holds", "example", "taken for"));
        sample.columns()
                .forEach((name, type) -> text.append(String.format(
                        Locale.ROOT,
                        "#   %-22s %-12s %-26s %s%n",
                        name,
                        type.name().toLowerCase(Locale.ROOT),
                        example(name),
                        takenFor(name))));
        if (!samples.isEmpty()) {
            text.append("#\n# events:\n");
            samples.forEach(event -> text.append("#   ").append(event).append('\n'));
        }
        Stream.concat(questions.stream(), notes.stream())
                .forEach(note -> text.append("#\n# CHECK: ").append(note).append('\n'));
        problems.forEach(
                problem -> text.append("#\n# MISSING: ").append(problem).append('\n'));
        return text.append('[')
                .append(file.name())
                .append("]\n")
                .append(mapping())
                .toString();
    }

    private String example(String column) {
        String text = values.of(column).keySet().stream().findFirst().orElse("").replace('\u001f', ' ');
        return text.length() > EXAMPLE ? text.substring(0, EXAMPLE - 1) + "…" : text;
    }

    private String takenFor(String column) {
        return columns.entrySet().stream()
                .filter(each -> each.getValue().equals(column))
                .map(each -> each.getKey().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("-");
    }

    private void propose() {
        if (sample.read() == 0) {
            problems.add("it has a line of column names, and no row");
            return;
        }
        sample.columns()
                .keySet()
                .forEach(column -> Role.of(column).ifPresent(role -> columns.putIfAbsent(role, column)));
        twice();
        if (columns.isEmpty() && sample.columns().keySet().stream().anyMatch(name -> name.matches("[\\d.\\- :]+"))) {
            problems.add(
                    "the first line looks like a row: name the columns in the mapping, like table.columns = user,item,rating,time");
            return;
        }
        boolean person = has(Role.USER) || has(Role.SESSION);
        if (has(Role.ITEM) && person) {
            interactions();
        } else if (has(Role.ITEM)) {
            catalogue();
        } else if (has(Role.USER)) {
            users();
        } else {
            problems.add(
                    "no column is named like a user's or an item's id; say in the mapping which are, like user = column:NAME");
            return;
        }
        nulls();
    }

    /** A column that is there twice but for its capitals: which one is meant is not to be guessed. */
    private void twice() {
        for (String taken : columns.values()) {
            sample.columns().keySet().stream()
                    .filter(other -> !other.equals(taken) && other.equalsIgnoreCase(taken))
                    .findFirst()
                    .ifPresent(other -> questions.add("the columns '" + taken + "' and '" + other
                            + "' differ in their capitals only: say in the mapping which one is meant"));
        }
    }

    private boolean has(Role role) {
        return columns.containsKey(role);
    }

    private String column(Role role) {
        return "column:" + quoted(columns.getOrDefault(role, ""));
    }

    private static String quoted(String column) {
        return column.matches("[^\\s\"]+") ? column : '"' + column + '"';
    }

    private void put(String field, Role role) {
        put(field, role, "");
    }

    private void put(String field, Role role, String options) {
        if (has(role)) {
            lines.add(field + " = " + column(role) + options);
        }
    }

    /** An id of the columns that name a fact. */
    private void id(Role... roles) {
        Set<String> key = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (Role role : roles) {
            if (has(role) && key.add(columns.getOrDefault(role, ""))) {
                names.add(quoted(columns.getOrDefault(role, "")));
            }
        }
        lines.add("id = hash:" + String.join(",", names));
    }

    private void time() {
        if (!has(Role.TIME)) {
            lines.add("time = first");
            notes.add(
                    "no column is a time: what the table says counts from the first event of the other tables of the same import on;"
                            + " alone, give time = 2026-12-01T00:00:00Z, or since when it is so");
            return;
        }
        String name = columns.getOrDefault(Role.TIME, "");
        Times times = isTyped(name) ? typed(name) : Times.of(name, samples(name));
        if (!times.problem().isEmpty()) {
            problems.add(times.problem());
        }
        if (!times.doubt().isEmpty()) {
            notes.add(times.doubt());
        }
        lines.add("time = " + column(Role.TIME) + times.options());
        if (times.zoneNeeded() && !set.containsKey("time.zone")) {
            lines.add("time.zone = UTC");
            questions.add(
                    "the times of the column '" + name
                            + "' do not say in which zone they are: say it, like --set time.zone=UTC, or time.zone = Europe/Berlin in a mapping");
        }
    }

    private boolean isTyped(String column) {
        return type(column).kind() == ColumnType.Kind.TIME;
    }

    private ColumnType type(String column) {
        return Optional.ofNullable(sample.columns().get(column)).orElse(new ColumnType(ColumnType.Kind.TEXT, "text"));
    }

    private Times typed(String column) {
        return new Times("", !type(column).name().endsWith("WITH TIME ZONE"), "", "");
    }

    private List<String> samples(String column) {
        return sample.rows().stream()
                .map(row -> row.getOrDefault(column, ""))
                .filter(text -> !text.isBlank() && !NULLS.contains(text))
                .toList();
    }

    private void interactions() {
        boolean slates = has(Role.REQUEST) && (has(Role.POSITION) || has(Role.CLICKED));
        if (slates) {
            slates();
        } else if (has(Role.TYPE)) {
            kinds();
        } else if (has(Role.RATING)) {
            lines.add("type = interaction");
            ratings();
        } else {
            byName();
        }
        if (!slates) {
            id(Role.USER, Role.SESSION, Role.ITEM, Role.TIME, Role.TYPE, Role.ORDER);
        }
        time();
        if (!has(Role.TIME)) {
            problems.add(
                    "no column is named like a time, and an event of a person needs one; say which it is: time = column:NAME");
        }
        person();
        if (!slates) {
            lines.add("item = " + column(Role.ITEM));
        }
    }

    private void person() {
        put("user", has(Role.USER) ? Role.USER : Role.SESSION);
        if (has(Role.SESSION)) {
            put("session", Role.SESSION);
        } else {
            lines.add("session = gap:30m");
        }
    }

    /** Rows of what was shown: those of a request are one impression, and a clicked one is a click as well. */
    private void slates() {
        lines.add(has(Role.CLICKED) ? "type = impression, click" : "type = impression");
        lines.add("id = hash:" + quoted(columns.getOrDefault(Role.REQUEST, "")));
        put("request", Role.REQUEST);
        lines.add("shown.item = " + column(Role.ITEM));
        lines.add("shown.position = " + (has(Role.POSITION) ? column(Role.POSITION) : "number"));
        if (has(Role.PRICE)) {
            put("shown.price", Role.PRICE);
        }
        if (has(Role.SURFACE)) {
            put("surface", Role.SURFACE);
        }
        if (has(Role.DEVICE)) {
            put("device", Role.DEVICE);
        }
        if (has(Role.CLICKED)) {
            lines.add("click.when = " + column(Role.CLICKED) + " is 1,true");
            lines.add("click.item = " + column(Role.ITEM));
            lines.add("click.id = hash:" + quoted(columns.getOrDefault(Role.REQUEST, "")) + ","
                    + quoted(columns.getOrDefault(Role.ITEM, "")));
        }
    }

    /** Events of several types, by a column's values. */
    private void kinds() {
        String column = columns.getOrDefault(Role.TYPE, "");
        lines.add("type = " + column(Role.TYPE));
        Map<String, Long> found = values.of(column);
        List<String> kinds = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        boolean bought = false;
        for (String value : found.keySet()) {
            String known = KINDS.get(value.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
            if (known == null) {
                unknown.add(value);
            }
            String[] words = Optional.ofNullable(known).orElse("none").split(" ");
            lines.add("type.map." + value + " = " + words[0]);
            if (words.length > 1) {
                kinds.add("kind.map." + value + " = " + words[1]);
            }
            bought |= words[0].equals("purchase");
        }
        if (!unknown.isEmpty()) {
            problems.add("it is not known what "
                    + unknown.stream()
                            .map(value -> "'" + value + "' (" + found.get(value) + " rows)")
                            .collect(Collectors.joining(", "))
                    + " in the column '" + column
                    + "' means: say so in the lines type.map.…, or leave them 'none' to leave those rows out");
        }
        if (!kinds.isEmpty()) {
            lines.add("kind = " + column(Role.TYPE));
            lines.addAll(kinds);
        }
        if (bought) {
            bought("purchase.");
        }
    }

    private void bought(String prefix) {
        if (has(Role.QUANTITY)) {
            put(prefix + "quantity", Role.QUANTITY);
        }
        if (has(Role.PRICE)) {
            put(prefix + "price", Role.PRICE);
        } else {
            lines.add(prefix + "price = 0");
        }
    }

    /** A rating is liking from 70 % of the scale on, and disliking up to 40 %: 2 of 5 is not to count for an item. */
    private void ratings() {
        String column = columns.getOrDefault(Role.RATING, "");
        double most = values.of(column).keySet().stream()
                .flatMap(Proposal::number)
                .mapToDouble(Double::doubleValue)
                .map(Proposal::scale)
                .max()
                .orElse(0);
        lines.add("kind = " + column(Role.RATING));
        if (most <= 0) {
            problems.add("the ratings of the column '" + column
                    + "' are no numbers; say what they are: kind.map.VALUE = like");
            return;
        }
        lines.add("kind.map.0.." + plain(DISLIKED * most) + " = dislike");
        lines.add("kind.map." + plain(LIKED * most) + ".." + plain(most) + " = like");
        lines.add("kind.map.* = view");
        lines.add("kind.default = view");
        notes.add("ratings go up to " + plain(most) + ": up to " + plain(DISLIKED * most) + " is disliking, from "
                + plain(LIKED * most) + " on liking, and what is between is a view");
    }

    /** The usual scale that a rating is on. */
    private static double scale(double rating) {
        return rating <= 1 ? rating : rating <= 5 ? 5 : rating <= 10 ? 10 : rating <= 100 ? 100 : rating;
    }

    private static Stream<Double> number(String text) {
        try {
            return Stream.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Stream.of();
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(Math.round(number * 100))
                .movePointLeft(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Where nothing in the table says what people did, its name may. */
    private void byName() {
        String name = file.name().toLowerCase(Locale.ROOT);
        if (name.contains("click")) {
            lines.add("type = click");
        } else if (has(Role.ORDER) || name.matches(".*(buy|purchase|order|transaction|sale).*")) {
            lines.add("type = purchase");
            bought("");
        } else if (name.contains("cart") || name.contains("basket")) {
            lines.add("type = add_to_cart");
        } else {
            lines.add("type = interaction");
            lines.add("kind = view");
            notes.add(
                    "nothing says what people did: each row is a view; write another kind, or another type like purchase");
        }
    }

    private void catalogue() {
        lines.add("type = item");
        id(Role.ITEM, Role.TIME);
        time();
        lines.add("item = " + column(Role.ITEM));
        put("title", Role.TITLE);
        if (has(Role.CATEGORY)) {
            put("category", Role.CATEGORY, separator(columns.getOrDefault(Role.CATEGORY, "")));
        }
        put("brand", Role.BRAND);
        put("seller", Role.SELLER);
        put("currency", Role.CURRENCY);
        put("stock", Role.STOCK);
        if (has(Role.PRICE)) {
            put("price", Role.PRICE);
        } else if (mandatory("item", "price")) {
            lines.add("price = 0");
            notes.add("the table has no prices, and every item has one: 0 stands for it");
        }
    }

    private boolean mandatory(String type, String field) {
        return types.all().stream()
                .filter(each -> each.name().equals(type))
                .map(EventType::schema)
                .flatMap(schema -> schema.flat().stream())
                .anyMatch(each -> each.name().equals(field) && each.mandatory() && each.kind() == Field.Kind.NUMBER);
    }

    private String separator(String column) {
        if (type(column).kind() == ColumnType.Kind.LIST) {
            return "";
        }
        if (type(column).name().equals("token_seq")) {
            return " split:\" \"";
        }
        for (String separator : List.of("|", "/", ">", ";", ",")) {
            long with = samples(column).stream()
                    .filter(text -> text.contains(separator))
                    .count();
            if (4 * with > samples(column).size()) {
                return " split:" + separator;
            }
        }
        return "";
    }

    private void users() {
        lines.add("type = user");
        id(Role.USER, Role.TIME);
        time();
        put("user", Role.USER);
        put("market", Role.MARKET);
        put("language", Role.LANGUAGE);
    }

    private void nulls() {
        Set<String> found = new TreeSet<>();
        for (String column : columns.values()) {
            values.of(column).keySet().stream().filter(NULLS::contains).forEach(found::add);
        }
        if (!found.isEmpty()) {
            lines.add("null.values = " + String.join(",", found));
        }
    }
}
