package dev.fairlead.duckdb;

import dev.fairlead.experiment.json.Suggestion;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
 * </pre>
 *
 * A generated id is the SHA-256 of the row's number and its mapped columns: importing a file again, or with rows added at
 * its end, gives its rows the same ids, and equal rows of one file stay apart.
 */
public final class Mapping {
    /** Fields that a flat row can hold. */
    private static final Set<String> FIELDS = new TreeSet<>(List.of(
            "type",
            "id",
            "time",
            "user",
            "session",
            "item",
            "request",
            "price",
            "margin",
            "currency",
            "category",
            "brand",
            "seller",
            "seller_since",
            "rating",
            "shipping_days",
            "stock",
            "created",
            "market",
            "language",
            "time_zone",
            "cohort",
            "query",
            "filter",
            "order",
            "kind",
            "seconds",
            "quantity",
            "reason",
            "app",
            "model"));

    private static final String VALUE_MAP = ".map.";

    private final Map<String, Rule> rules;

    private Mapping(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** @throws TableException when the file cannot be read or says something that is not understood */
    public static Mapping read(Path file) {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new TableException("the mapping " + file + " cannot be read: " + e, e);
        }
        try {
            return of(lines);
        } catch (TableException e) {
            throw new TableException(file + ": " + e.getMessage(), e);
        }
    }

    static Mapping of(Properties lines) {
        Map<String, Map<String, String>> values = new TreeMap<>();
        Map<String, String> sources = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            int map = key.indexOf(VALUE_MAP);
            String field = map < 0 ? key : key.substring(0, map);
            if (!FIELDS.contains(field)) {
                throw new TableException("unknown field '" + field + "'" + Suggestion.of(field, FIELDS));
            }
            String value = lines.getProperty(key, "").strip();
            if (map < 0) {
                sources.put(field, value);
            } else {
                values.computeIfAbsent(field, _ -> new TreeMap<>()).put(key.substring(map + VALUE_MAP.length()), value);
            }
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        sources.forEach((field, source) -> rules.put(field, rule(field, source, values.getOrDefault(field, Map.of()))));
        values.keySet().stream()
                .filter(field -> !(rules.get(field) instanceof Rule.Column))
                .findFirst()
                .ifPresent(field -> {
                    throw new TableException("'" + field + VALUE_MAP + "…' needs '" + field + " = column:…'");
                });
        for (String required : List.of("type", "id", "time")) {
            if (!rules.containsKey(required)) {
                throw new TableException("'" + required + "' is missing; every event has type, id and time");
            }
        }
        return new Mapping(rules);
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

    Map<String, Rule> rules() {
        return rules;
    }

    /** Columns that are read, each once. */
    Set<String> columns() {
        return rules.values().stream()
                .filter(Rule.Column.class::isInstance)
                .map(rule -> ((Rule.Column) rule).name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
