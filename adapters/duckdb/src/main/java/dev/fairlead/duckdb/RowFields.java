package dev.fairlead.duckdb;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.time.TimeFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of a table, seen through a mapping. A table's cells are texts (always so in CSV), and become numbers and times when
 * they are asked for as such. An empty or blank cell is an absent field.
 *
 * @param cells the mapped columns' values as text, in order; absent where the table has nothing
 * @param plain how times are written of which nothing is said
 * @param first time of the first event of the other tables
 */
record RowFields(long number, Map<String, Rule> rules, Map<String, String> cells, TimeFormat plain, long first)
        implements Fields {

    /** Between the elements of a list that the table holds as one. */
    static final String SEPARATOR = "\u001f";

    private static final int ID_DIGITS = 32;

    /** Whether a rule gives several values of a row. */
    static boolean isList(Rule rule) {
        return rule instanceof Rule.Column column && !column.separator().isEmpty();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String field : rules.keySet()) {
            int dot = field.indexOf('.');
            String name = dot < 0 ? field : field.substring(0, dot);
            if (!names.contains(name) && text(field).isPresent()) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Optional<String> text(String name) {
        Rule rule = rules.get(name);
        return switch (rule) {
            case null -> Optional.empty();
            case Rule.Constant constant -> Optional.of(constant.value());
            case Rule.Generated _ -> Optional.of(generatedId());
            case Rule.Hashed hashed -> hashedId(hashed);
            case Rule.First _ -> Optional.of(Long.toString(first));
            case Rule.Gap _ -> Optional.of("gap");
            case Rule.Numbered _ -> Optional.of("1");
            case Rule.Column column ->
                Optional.of(column.values().of(raw(column))).filter(text -> !text.isBlank());
        };
    }

    /** What the columns hold, before anything stands for it; empty if one of them holds nothing. */
    private String raw(Rule.Column column) {
        if (column.parts().size() == 1 && column.parts().getFirst() instanceof Rule.Cell(String name)) {
            return cells.getOrDefault(name, "");
        }
        StringBuilder text = new StringBuilder();
        for (Rule.Part part : column.parts()) {
            switch (part) {
                case Rule.Text(String between) -> text.append(between);
                case Rule.Cell(String name) -> {
                    String cell = cells.getOrDefault(name, "");
                    if (cell.isEmpty()) {
                        return "";
                    }
                    text.append(cell);
                }
            }
        }
        return text.toString();
    }

    private String generatedId() {
        MessageDigest digest = Sha256.digest();
        digest.update(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        cells.forEach((column, cell) -> {
            add(digest, column);
            add(digest, cell);
        });
        constantTime().ifPresent(time -> add(digest, time));
        return Sha256.hex(digest);
    }

    private static void add(MessageDigest digest, String text) {
        // A length before each text keeps neighbours from running together.
        digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> constantTime() {
        return switch (rules.get("time")) {
            case Rule.Constant(String time) -> Optional.of(time);
            case Rule.First _ -> Optional.of(Long.toString(first));
            case null, default -> Optional.empty();
        };
    }

    /** No id if nothing of what names the fact is there. */
    private Optional<String> hashedId(Rule.Hashed hashed) {
        MessageDigest digest = Sha256.digest();
        switch (rules.get("type")) {
            case Rule.Column column -> add(digest, raw(column));
            case Rule.Constant(String type) -> add(digest, type);
            case null, default -> {}
        }
        boolean any = false;
        for (Rule rule : hashed.key()) {
            String text = rule instanceof Rule.Constant(String value) ? value : raw((Rule.Column) rule);
            any |= !text.isBlank();
            add(digest, text);
        }
        constantTime().ifPresent(time -> add(digest, time));
        return any ? Optional.of(Sha256.hex(digest).substring(0, ID_DIGITS)) : Optional.empty();
    }

    @Override
    public OptionalDouble number(String name) throws ContractViolation {
        Optional<String> text = text(name);
        return text.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(decimal(name, text.get(), "a number").doubleValue());
    }

    @Override
    public OptionalLong whole(String name) throws ContractViolation {
        Optional<String> text = text(name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(whole(name, text.get()));
    }

    private static long whole(String name, String text) throws ContractViolation {
        try {
            return decimal(name, text, "a whole number").longValueExact();
        } catch (ArithmeticException e) {
            throw mismatch(name, text, "a whole number");
        }
    }

    private static BigDecimal decimal(String name, String text, String wanted) throws ContractViolation {
        try {
            BigDecimal value = new BigDecimal(text.strip());
            // Keeps 1e999999999 from being written out in full.
            if (Math.abs((long) value.precision() - value.scale()) <= 400) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw mismatch(name, text, wanted);
    }

    @Override
    public OptionalLong time(String name) throws ContractViolation {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        TimeFormat format = switch (rules.get(name)) {
            case Rule.Column column -> column.time();
            case Rule.First _ -> TimeFormat.STANDARD;
            case null, default -> plain;
        };
        try {
            return OptionalLong.of(format.millis(text.get()));
        } catch (IllegalArgumentException e) {
            throw new ContractViolation(name, "field '" + name + "' is text \"" + text.get() + "\", " + e.getMessage());
        }
    }

    /** Empty texts at the end of a list are none of its elements: {@code home/sofas/} has two. */
    @Override
    public Optional<List<String>> texts(String name) {
        return text(name).map(list -> Arrays.asList(list.split(separator(name))));
    }

    private String separator(String name) {
        String separator = rules.get(name) instanceof Rule.Column column ? column.separator() : "";
        return Pattern.quote(separator.isEmpty() ? SEPARATOR : separator);
    }

    @Override
    public Optional<Boolean> flag(String name) throws ContractViolation {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> throw mismatch(name, text.get(), "true or false");
        };
    }

    @Override
    public Optional<double[]> numbers(String name) throws ContractViolation {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] texts = text.get().split(separator(name), -1);
        double[] numbers = new double[texts.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = texts[i].isBlank()
                    ? Double.NaN
                    : decimal(name, texts[i], "a list of numbers").doubleValue();
        }
        return Optional.of(numbers);
    }

    @Override
    public boolean beginsWithObject(String name) {
        return false;
    }

    /** One element of each row, or as many as there are in the columns that are lists. */
    @Override
    public Optional<List<Fields>> records(String name) throws ContractViolation {
        Map<String, Rule> inside = inside(name);
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        if (inside.values().stream().noneMatch(RowFields::isList)) {
            return Optional.of(List.of(new RowFields(number, inside, cells, plain, first)));
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        RowFields whole = new RowFields(number, inside, cells, plain, first);
        inside.forEach((field, rule) -> {
            if (isList(rule)) {
                whole.texts(field).ifPresent(texts -> lists.put(field, texts));
            }
        });
        return elements(name, inside, lists);
    }

    private Optional<List<Fields>> elements(String name, Map<String, Rule> inside, Map<String, List<String>> lists)
            throws ContractViolation {
        int count = lists.values().stream().mapToInt(List::size).max().orElse(0);
        List<Fields> elements = new ArrayList<>(count);
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            if (list.getValue().size() != count) {
                throw new ContractViolation(
                        name,
                        "'" + name + "." + list.getKey() + "' has "
                                + list.getValue().size() + " values in this row, and another list " + count);
            }
        }
        for (int i = 0; i < count; i++) {
            Map<String, Rule> element = new LinkedHashMap<>();
            for (Map.Entry<String, Rule> each : inside.entrySet()) {
                List<String> list = lists.get(each.getKey());
                if (list != null) {
                    element.put(each.getKey(), new Rule.Constant(list.get(i).strip()));
                } else if (each.getValue() instanceof Rule.Numbered) {
                    element.put(each.getKey(), new Rule.Constant(Integer.toString(i + 1)));
                } else if (!isList(each.getValue())) {
                    element.put(each.getKey(), each.getValue());
                }
            }
            elements.add(new RowFields(number, element, cells, plain, first));
        }
        return elements.isEmpty() ? Optional.empty() : Optional.of(elements);
    }

    private Map<String, Rule> inside(String name) {
        Map<String, Rule> inside = new LinkedHashMap<>();
        rules.forEach((field, rule) -> {
            if (field.startsWith(name + ".")) {
                inside.put(field.substring(name.length() + 1), rule);
            }
        });
        return inside;
    }

    @Override
    public Optional<Fields> record(String name) {
        RowFields record = new RowFields(number, inside(name), cells, plain, first);
        return record.names().isEmpty() ? Optional.empty() : Optional.of(record);
    }

    private static ContractViolation mismatch(String name, String found, String wanted) {
        return new ContractViolation(name, "field '" + name + "' is text \"" + found + "\", not " + wanted);
    }
}
