package dev.fairlead.duckdb;

import dev.fairlead.events.EventTypes;
import dev.fairlead.experiment.json.Suggestion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which column of a table is which field of an event, read from a {@code .properties} file:
 *
 * <pre>
 * type = column:event_type             # a column
 * type.map.pv = interaction            # "pv" in that column stands for "interaction"
 * id = generate                        # an id made from the row
 * user = column:uid
 * session = const:none                 # the same for every row; "const:" may be left out
 * time = column:ts seconds             # seconds or millis since 1970, or iso: ISO-8601 text with a zone
 * category = column:cat split:/        # a list written as one text
 * purchase.price = column:paid         # for events of one type only, in the place of price
 * </pre>
 *
 * A row takes the fields that the schema of its type has; a rule for another field is left out for it, so that one mapping serves a
 * table of several types. Fields of one record inside an event have a dot: {@code context.device}.
 *
 * <p>A generated id is the SHA-256 of the row's number and its mapped columns: importing a file again, or with rows added at
 * its end, gives its rows the same ids, and equal rows of one file stay apart.
 */
public final class Mapping {
    private static final String VALUE_MAP = ".map.";

    /** Of all types, and of those that have some of their own, by the type's name. */
    private final Map<String, Map<String, Rule>> rules;

    private Mapping(Map<String, Map<String, Rule>> rules) {
        this.rules = rules;
    }

    /**
     * Reads a mapping for events of these types.
     *
     * @throws TableException when the file cannot be read or says something that is not understood
     */
    public static Mapping read(Path file, EventTypes types) {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new TableException("the mapping " + file + " cannot be read: " + e, e);
        }
        try {
            return of(lines, new MappedFields(types));
        } catch (TableException e) {
            throw new TableException(file + ": " + e.getMessage(), e);
        }
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

    private static Mapping of(Properties lines, MappedFields known) {
        Map<Place, Map<String, String>> values = new HashMap<>();
        Map<Place, String> sources = new LinkedHashMap<>();
        for (String key : new TreeSet<>(lines.stringPropertyNames())) {
            int map = key.indexOf(VALUE_MAP);
            Place place = Place.of(map < 0 ? key : key.substring(0, map), known);
            String value = lines.getProperty(key, "").strip();
            if (map < 0) {
                sources.put(place, value);
            } else {
                values.computeIfAbsent(place, _ -> new TreeMap<>()).put(key.substring(map + VALUE_MAP.length()), value);
            }
        }
        Map<String, Map<String, Rule>> rules = new HashMap<>(Map.of("", new LinkedHashMap<>()));
        sources.forEach((place, source) -> rules.computeIfAbsent(place.type, _ -> new LinkedHashMap<>())
                .put(place.field, rule(place.field, source, values.getOrDefault(place, Map.of()))));
        values.keySet().stream()
                .filter(place -> !(rules.getOrDefault(place.type, Map.of()).get(place.field) instanceof Rule.Column))
                .findFirst()
                .ifPresent(place -> {
                    throw new TableException("'" + place + VALUE_MAP + "…' needs '" + place + " = column:…'");
                });
        for (String required : List.of("type", "id", "time")) {
            if (rules.values().stream().noneMatch(some -> some.containsKey(required))) {
                throw new TableException("'" + required + "' is missing; every event has type, id and time");
            }
        }
        return new Mapping(byType(rules, known));
    }

    /** For each type the rules that its rows read by; those of "" for rows of an unknown type. */
    private static Map<String, Map<String, Rule>> byType(Map<String, Map<String, Rule>> rules, MappedFields known) {
        Map<String, Rule> common = rules.getOrDefault("", Map.of());
        refuseUseless(common, known);
        Map<String, Map<String, Rule>> byType = new HashMap<>(Map.of("", common));
        for (String type : known.types()) {
            Map<String, Rule> own = new LinkedHashMap<>(common);
            own.putAll(rules.getOrDefault(type, Map.of()));
            own.keySet().retainAll(known.of(type));
            byType.put(type, own);
        }
        return byType;
    }

    /** Where every row has one type, a rule for a field that it does not have could never serve. */
    private static void refuseUseless(Map<String, Rule> common, MappedFields known) {
        if (common.get("type") instanceof Rule.Constant(String type)) {
            if (!known.types().contains(type)) {
                throw new TableException(
                        "'type': there are no events of type '" + type + "'" + Suggestion.of(type, known.types()));
            }
            for (String field : common.keySet()) {
                if (!known.of(type).contains(field)) {
                    throw new TableException("events of type '" + type + "' have no field '" + field + "'"
                            + Suggestion.of(field, known.of(type)));
                }
            }
        }
    }

    private static Rule rule(String field, String source, Map<String, String> values) {
        if (source.equals("generate")) {
            if (!field.equals("id")) {
                throw new TableException("only 'id' can be generated, not '" + field + "'");
            }
            return new Rule.Generated();
        }
        if (source.startsWith("const:")) {
            return new Rule.Constant(source.substring("const:".length()));
        }
        if (!source.startsWith("column:")) {
            return new Rule.Constant(source);
        }
        String[] words = source.substring("column:".length()).split("\\s+");
        Rule.Unit unit = Rule.Unit.PLAIN;
        String separator = "";
        for (String option : Arrays.asList(words).subList(1, words.length)) {
            if (option.startsWith("split:") && option.length() > "split:".length()) {
                separator = option.substring("split:".length());
            } else {
                unit = unit(field, option);
            }
        }
        return new Rule.Column(words[0], unit, separator, values);
    }

    private static Rule.Unit unit(String field, String option) {
        return switch (option) {
            case "seconds" -> Rule.Unit.SECONDS;
            case "millis" -> Rule.Unit.MILLIS;
            case "iso" -> Rule.Unit.ISO;
            default ->
                throw new TableException("'" + field + "': unknown option '" + option
                        + "'; known: seconds, millis, iso, split:SEPARATOR");
        };
    }

    /** A row of this mapping. @param cells texts by column, without those that the row has none of */
    RowFields row(long number, Map<String, String> cells) {
        RowFields plain = new RowFields(number, rules.getOrDefault("", Map.of()), cells);
        Map<String, Rule> own = rules.get(plain.text("type").orElse(""));
        return own == null ? plain : new RowFields(number, own, cells);
    }

    /** Columns that are read, each once. */
    Set<String> columns() {
        return rules.values().stream()
                .flatMap(some -> some.values().stream())
                .filter(Rule.Column.class::isInstance)
                .map(rule -> ((Rule.Column) rule).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
