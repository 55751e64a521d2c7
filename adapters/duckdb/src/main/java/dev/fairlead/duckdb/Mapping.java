package dev.fairlead.duckdb;

import dev.fairlead.decide.Unfinished;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.experiment.json.Suggestion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which column of a table is which field of an event, read from a file of lines:
 *
 * <pre>
 * type = column:event_type             # a column
 * type.map.pv = interaction            # "pv" in that column stands for "interaction"
 * type.map.debug = none                # such rows are left out
 * id = hash:uid,item,ts                # an id of what names the fact
 * user = column:"User ID"              # quotes hold a name with spaces together
 * session = gap:30m                    # a session begins after a pause
 * time = column:ts seconds             # a number's unit, a zone, or a format of times
 * item = column:shop + "-" + column:sku
 * kind.map.1..2 = dislike              # for numbers in a range
 * kind.map.* = view                    # for every other value
 * price.default = 0                    # for an empty cell
 * category = column:cat split:/        # a list written as one text
 * purchase.price = column:paid         # for events of one type only, in the place of price
 * purchase.when = column:status is paid
 * null.values = NA,NULL                # cells that mean nothing
 * time.zone = Europe/Berlin            # of times that do not say theirs
 * </pre>
 *
 * A row takes the fields that the schema of its type has; a rule for another field is left out for it, so that one mapping serves a
 * table of several types. {@code type = impression, click} makes an event of each type of every row, for which its {@code when} holds.
 * Fields of one record inside an event have a dot: {@code context.device}, and so have those of the records of a list: {@code
 * shown.item}. Rows that give the same id are then the elements of one event, unless their columns are lists.
 *
 * <p>A generated id is the SHA-256 of the row's number and its mapped columns: importing a file again, or with rows added at
 * its end, gives its rows the same ids, and equal rows of one file stay apart. An id by hash is that of the columns named, whatever
 * else the row says and wherever it stands. Both hold a time that is the same for every row, and the latter the type as the table
 * writes it, so that an item and a user may have one number.
 */
public final class Mapping {
    /** A type that leaves rows out. */
    static final String NONE = "none";

    private final Map<String, Map<String, Rule>> rules;
    private final Map<String, List<Condition>> when;
    private final List<String> types;
    private final TableOptions options;
    private final MappedFields known;

    private Mapping(
            Map<String, Map<String, Rule>> rules,
            Map<String, List<Condition>> when,
            List<String> types,
            TableOptions options,
            MappedFields known) {
        this.rules = rules;
        this.when = when;
        this.types = types;
        this.options = options;
        this.known = known;
    }

    /**
     * Reads a mapping of one table for events of these types.
     *
     * @throws TableException when the file cannot be read or says something that is not understood
     */
    public static Mapping read(Path file, EventTypes types) {
        return MappingFile.read(file, types).of(file);
    }

    /** How the table is written. */
    public TableOptions options() {
        return options;
    }

    /** Whether its events happen when the first event of other tables does. */
    public boolean afterOthers() {
        return rules.values().stream().flatMap(some -> some.values().stream()).anyMatch(Rule.First.class::isInstance);
    }

    /** A line's key. @param type whose events it is for; empty for those of all types */
    private record Place(String type, String field) {
        static Place of(String key, MappedFields known) {
            int dot = key.indexOf('.');
            String first = dot < 0 ? "" : key.substring(0, dot);
            if (known.all().contains(key) || !known.types().contains(first)) {
                require(key, key, known.all());
                return new Place("", key);
            }
            String field = key.substring(dot + 1);
            require(key, field, known.of(first));
            if (field.equals("type")) {
                throw new TableException("'" + key + "': what a row's type is cannot depend on its type");
            }
            return new Place(first, field);
        }

        private static void require(String key, String field, Set<String> fields) {
            if (!fields.contains(field)) {
                throw new TableException("unknown field '" + key + "'" + Suggestion.of(field, fields));
            }
        }

        @Override
        public String toString() {
            return type.isEmpty() ? field : type + "." + field;
        }
    }

    /** Values of a column as they are given line by line. */
    private static final class Values {
        private final Map<String, String> exact = new LinkedHashMap<>();
        private final List<ValueMap.Range> ranges = new ArrayList<>();
        private Optional<String> other = Optional.empty();
        private Optional<String> absent = Optional.empty();

        void put(String value, String as) {
            int dots = value.indexOf("..");
            if (value.equals("*")) {
                other = Optional.of(as);
            } else if (dots > 0) {
                Optional<BigDecimal> low = ValueMap.number(value.substring(0, dots));
                Optional<BigDecimal> high = ValueMap.number(value.substring(dots + 2));
                if (low.isPresent() && high.isPresent()) {
                    ranges.add(new ValueMap.Range(low.get(), high.get(), as));
                } else {
                    exact.put(value, as);
                }
            } else {
                exact.put(value, as);
            }
        }

        ValueMap map() {
            return new ValueMap(new LinkedHashMap<>(exact), List.copyOf(ranges), other, absent);
        }
    }

    /** @param lines in their order, without those that say how the table is written */
    static Mapping of(SequencedMap<String, String> lines, TableOptions options, MappedFields known) {
        Map<Place, Values> values = new LinkedHashMap<>();
        Map<Place, String> sources = new LinkedHashMap<>();
        Map<String, List<Condition>> when = new HashMap<>();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            String key = line.getKey();
            String value = line.getValue();
            int map = key.indexOf(".map.");
            if (isCondition(key, known)) {
                String type = key.equals("when") ? "" : key.substring(0, key.length() - ".when".length());
                when.computeIfAbsent(type, _ -> new ArrayList<>()).add(Condition.parse(key, value));
            } else if (map > 0) {
                values.computeIfAbsent(Place.of(key.substring(0, map), known), _ -> new Values())
                        .put(key.substring(map + ".map.".length()), value);
            } else if (key.endsWith(".default")) {
                values.computeIfAbsent(
                                        Place.of(key.substring(0, key.length() - ".default".length()), known),
                                        _ -> new Values())
                                .absent =
                        Optional.of(value);
            } else {
                sources.put(Place.of(key, known), value);
            }
        }
        return of(sources, values, when, options, known);
    }

    private static boolean isCondition(String key, MappedFields known) {
        return !known.all().contains(key)
                && (key.equals("when")
                        || (key.endsWith(".when")
                                && known.types().contains(key.substring(0, key.length() - ".when".length()))));
    }

    private static Mapping of(
            Map<Place, String> sources,
            Map<Place, Values> values,
            Map<String, List<Condition>> when,
            TableOptions options,
            MappedFields known) {
        RuleParser parser = new RuleParser(options.time());
        Map<String, Map<String, RuleParser.Named>> rules = new HashMap<>(Map.of("", new LinkedHashMap<>()));
        sources.forEach((place, source) -> rules.computeIfAbsent(place.type, _ -> new LinkedHashMap<>())
                .put(
                        place.field,
                        parser.rule(
                                place.field,
                                source,
                                Optional.ofNullable(values.get(place))
                                        .map(Values::map)
                                        .orElse(ValueMap.NONE))));
        for (Place place : values.keySet()) {
            RuleParser.Named rule = rules.getOrDefault(place.type, Map.of()).get(place.field);
            if (rule == null || !(rule.rule() instanceof Rule.Column)) {
                throw new TableException("'" + place + ".map.…' needs '" + place + " = column:…'");
            }
        }
        for (String required : List.of("type", "id", "time")) {
            if (rules.values().stream().noneMatch(some -> some.containsKey(required))) {
                throw new TableException("'" + required + "' is missing; every event has type, id and time");
            }
        }
        List<String> types = List.of();
        if (rules.getOrDefault("", Map.of()).get("type")
                instanceof RuleParser.Named(Rule.Constant(String text), List<String> _)) {
            types = Stream.of(text.split(","))
                    .map(String::strip)
                    .filter(type -> !type.isEmpty())
                    .toList();
            refuseUseless(types, rules.getOrDefault("", Map.of()).keySet(), known);
        }
        return new Mapping(byType(rules, known), Map.copyOf(when), types, options, known);
    }

    /** For each type the rules that its rows read by; those of "" for rows of an unknown type. */
    private static Map<String, Map<String, Rule>> byType(
            Map<String, Map<String, RuleParser.Named>> rules, MappedFields known) {
        Map<String, RuleParser.Named> common = rules.getOrDefault("", Map.of());
        Map<String, Map<String, Rule>> byType = new HashMap<>(Map.of("", resolved(common)));
        for (String type : known.types()) {
            Map<String, RuleParser.Named> own = new LinkedHashMap<>(common);
            own.putAll(rules.getOrDefault(type, Map.of()));
            Map<String, Rule> fields = resolved(own);
            fields.keySet().retainAll(known.of(type));
            byType.put(type, fields);
        }
        return byType;
    }

    private static Map<String, Rule> resolved(Map<String, RuleParser.Named> named) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        named.forEach((field, rule) -> rules.put(field, rule.rule()));
        named.forEach((field, rule) -> {
            if (!rule.key().isEmpty()) {
                rules.put(field, RuleParser.hashed(rule.key(), rules));
            }
        });
        return rules;
    }

    /** Where every row has these types, a rule for a field that none of them has could never serve. */
    private static void refuseUseless(List<String> types, Set<String> fields, MappedFields known) {
        for (String type : types) {
            if (!known.types().contains(type)) {
                throw new TableException(
                        "'type': there are no events of type '" + type + "'" + Suggestion.of(type, known.types()));
            }
        }
        for (String field : fields) {
            if (types.stream().noneMatch(type -> known.of(type).contains(field))) {
                Set<String> has = types.stream()
                        .flatMap(type -> known.of(type).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
                throw new TableException("events of type '" + String.join("' and '", types) + "' have no field '"
                        + field + "'" + Suggestion.of(field, has));
            }
        }
    }

    /** An event that a row makes. */
    record Row(RowFields fields, Unfinished lacks) {}

    /** The events of a row: one, one for each of the types that every row has, or none. @param cells texts by column, of those that hold something */
    List<Row> rows(long number, Map<String, String> cells, long first) {
        if (!holds("", cells)) {
            return List.of();
        }
        if (types.size() > 1) {
            List<Row> rows = new ArrayList<>(types.size());
            for (String type : types) {
                if (holds(type, cells)) {
                    rows.add(row(type, number, cells, first));
                }
            }
            return rows;
        }
        String type = new RowFields(number, rules.getOrDefault("", Map.of()), cells, options.time(), first)
                .text("type")
                .orElse("");
        return type.equals(NONE) || !holds(type, cells) ? List.of() : List.of(row(type, number, cells, first));
    }

    private boolean holds(String type, Map<String, String> cells) {
        return when.getOrDefault(type, List.of()).stream().allMatch(condition -> condition.holds(cells));
    }

    private Row row(String type, long number, Map<String, String> cells, long first) {
        Map<String, Rule> own = rules.get(type);
        if (own == null) {
            return new Row(
                    new RowFields(number, rules.getOrDefault("", Map.of()), cells, options.time(), first),
                    Unfinished.NOTHING);
        }
        if (types.size() > 1) {
            own = new LinkedHashMap<>(own);
            own.put("type", new Rule.Constant(type));
        }
        return new Row(new RowFields(number, own, cells, options.time(), first), lacks(type, own));
    }

    private Unfinished lacks(String type, Map<String, Rule> own) {
        Duration pause = own.get("session") instanceof Rule.Gap(Duration length) ? length : Duration.ZERO;
        for (String list : known.lists(type)) {
            String prefix = list + ".";
            List<Map.Entry<String, Rule>> inside = own.entrySet().stream()
                    .filter(each -> each.getKey().startsWith(prefix))
                    .toList();
            if (!inside.isEmpty() && inside.stream().noneMatch(each -> RowFields.isList(each.getValue()))) {
                String numbered = inside.stream()
                        .filter(each -> each.getValue() instanceof Rule.Numbered)
                        .map(each -> each.getKey().substring(prefix.length()))
                        .findFirst()
                        .orElse("");
                return new Unfinished(list, numbered, pause);
            }
        }
        return pause.isZero() ? Unfinished.NOTHING : new Unfinished("", "", pause);
    }

    /** Columns that are read, each once. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        rules.values().forEach(some -> some.values().forEach(rule -> columns.addAll(rule.columns())));
        when.values().forEach(some -> some.forEach(condition -> columns.add(condition.column())));
        return columns;
    }

    /** The fields that read a column, for messages. */
    private String readers(String column) {
        return rules.values().stream()
                .flatMap(some -> some.entrySet().stream())
                .filter(each -> each.getValue().columns().contains(column))
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /**
     * The mapping for a table of these columns: lists of the table are read as such.
     *
     * @throws TableException if the table lacks a column, or one holds what has no meaning as its field
     */
    Mapping bound(String table, SequencedMap<String, ColumnType> columns) {
        for (String column : columns()) {
            if (!columns.containsKey(column)) {
                String readers = readers(column);
                throw new TableException(table + " has no column '" + column + "'"
                        + (readers.isEmpty() ? "" : ", which the mapping takes for " + readers)
                        + Suggestion.of(column, columns.keySet()));
            }
        }
        Map<String, Map<String, Rule>> bound = new HashMap<>();
        rules.forEach((type, some) -> {
            Map<String, Rule> own = new LinkedHashMap<>();
            some.forEach((field, rule) -> own.put(field, bound(table, type, field, rule, columns)));
            bound.put(type, own);
        });
        return new Mapping(bound, when, types, options, known);
    }

    private Rule bound(String table, String type, String field, Rule rule, SequencedMap<String, ColumnType> columns) {
        boolean list = false;
        for (String name : rule.columns()) {
            ColumnType column = columns.get(name);
            if (column != null) {
                known.field(type, field)
                        .flatMap(of -> problem(of, field, rule, column))
                        .ifPresent(problem -> {
                            throw new TableException(
                                    table + ": column '" + name + "' is a " + column.name() + ", " + problem);
                        });
                list |= column.kind() == ColumnType.Kind.LIST;
            }
        }
        return list && rule instanceof Rule.Column column && column.separator().isEmpty()
                ? column.separatedBy(RowFields.SEPARATOR)
                : rule;
    }

    /** Why a column cannot be a field; empty if it can. */
    private Optional<String> problem(Field of, String field, Rule rule, ColumnType column) {
        boolean counted = rule instanceof Rule.Column read && read.time().counted();
        boolean listed = switch (of.kind()) {
            case IDS, NUMBERS, POINT, POINTS -> true;
            default ->
                known.types().stream()
                        .anyMatch(type -> known.lists(type).stream().anyMatch(name -> field.startsWith(name + ".")));
        };
        boolean number = of.kind() == Field.Kind.NUMBER || of.kind() == Field.Kind.WHOLE;
        return switch (column.kind()) {
            case NOTHING ->
                Optional.of("which has no meaning as '" + field + "'; leave the line out, or export texts or numbers");
            case LIST -> listed ? Optional.empty() : Optional.of("and '" + field + "' is one value, no list");
            case TIME ->
                number || of.kind() == Field.Kind.FLAG
                        ? Optional.of("and '" + field + "' is no time")
                        : of.kind() == Field.Kind.TIME && counted
                                ? Optional.of("which counts in no unit; leave the unit out")
                                : Optional.empty();
            case FLAG ->
                number || of.kind() == Field.Kind.TIME
                        ? Optional.of("and '" + field + "' is a " + (number ? "number" : "time"))
                        : Optional.empty();
            case TEXT, NUMBER -> Optional.empty();
        };
    }
}
