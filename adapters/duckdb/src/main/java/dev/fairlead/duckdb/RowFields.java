package dev.fairlead.duckdb;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import dev.fairlead.experiment.json.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
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
 * they are asked for as such. An empty cell is an absent field.
 *
 * @param cells the mapped columns' values as text, in order; absent where the table has NULL
 */
record RowFields(long number, Map<String, Rule> rules, Map<String, String> cells) implements Fields {

    /** Between the elements of a list that the table holds as one. */
    static final String SEPARATOR = "\u001f";

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String field : rules.keySet()) {
            if (text(field).isPresent()) {
                int dot = field.indexOf('.');
                names.add(dot < 0 ? field : field.substring(0, dot));
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
            case Rule.Column column -> {
                String cell = cells.getOrDefault(column.name(), "");
                yield Optional.of(column.values().getOrDefault(cell, cell)).filter(text -> !text.isEmpty());
            }
        };
    }

    private String generatedId() {
        MessageDigest digest = Sha256.digest();
        digest.update(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        cells.forEach((column, cell) -> {
            // A length before each text keeps neighbours from running together.
            digest.update(
                    (column.length() + ":" + column + cell.length() + ":" + cell).getBytes(StandardCharsets.UTF_8));
        });
        return Sha256.hex(digest);
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
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(whole(name, text.get(), 0, "a whole number"));
    }

    /** {@code text} × 10^{@code shift}. */
    private static long whole(String name, String text, int shift, String wanted) throws ContractViolation {
        try {
            return decimal(name, text, wanted).scaleByPowerOfTen(shift).longValueExact();
        } catch (ArithmeticException e) {
            throw mismatch(name, text, wanted);
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
        String value = text.get();
        Rule.Unit unit = rules.get(name) instanceof Rule.Column column ? column.unit() : Rule.Unit.PLAIN;
        return OptionalLong.of(
                switch (unit) {
                    case SECONDS -> whole(name, value, 3, "a time in seconds since 1970");
                    case MILLIS -> whole(name, value, 0, "a time in whole milliseconds since 1970");
                    case ISO -> iso(name, value);
                    case PLAIN ->
                        value.indexOf('T') > 0
                                ? iso(name, value)
                                : whole(name, value, 0, "a time in whole milliseconds since 1970");
                });
    }

    private static long iso(String name, String text) throws ContractViolation {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw mismatch(name, text, "a time like 2026-03-01T12:00:00Z");
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

    @Override
    public Optional<List<Fields>> records(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Fields> record(String name) {
        Map<String, Rule> inside = new LinkedHashMap<>();
        rules.forEach((field, rule) -> {
            if (field.startsWith(name + ".")) {
                inside.put(field.substring(name.length() + 1), rule);
            }
        });
        RowFields record = new RowFields(number, inside, cells);
        return record.names().isEmpty() ? Optional.empty() : Optional.of(record);
    }

    private static ContractViolation mismatch(String name, String found, String wanted) {
        return new ContractViolation(name, "field '" + name + "' is text \"" + found + "\", not " + wanted);
    }
}
