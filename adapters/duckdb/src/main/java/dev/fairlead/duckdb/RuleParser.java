package dev.fairlead.duckdb;

import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.time.TimeFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what stands behind the "=" of a mapping. */
final class RuleParser {
    private static final String COLUMN = "column:";
    private static final String CONST = "const:";
    private static final String HASH = "hash:";
    private static final String GAP = "gap:";
    private static final List<String> PREFIXES = List.of(COLUMN, CONST, HASH, GAP);
    private static final Pattern PREFIX = Pattern.compile("([a-z]+):\\S.*");
    private static final Pattern PAUSE = Pattern.compile("(\\d{1,6})(s|m|h|d)");

    private final TimeFormat plain;

    /** @param plain how times are written of which nothing is said */
    RuleParser(TimeFormat plain) {
        this.plain = plain;
    }

    /** A rule whose key of a hash is still names. */
    record Named(Rule rule, List<String> key) {}

    Named rule(String field, String source, ValueMap values) {
        if (source.startsWith(HASH)) {
            requireId(field, "hash:");
            List<Token> names = Token.of(field, source.substring(HASH.length()).replace(",", " , "));
            List<String> key = names.stream()
                    .map(Token::text)
                    .filter(name -> !name.equals(","))
                    .toList();
            if (key.isEmpty()) {
                throw new TableException("'" + field + " = hash:' names no column; give those that name one fact, like"
                        + " hash:user,item,time");
            }
            return new Named(new Rule.Hashed(List.of()), key);
        }
        return new Named(plain(field, source, values), List.of());
    }

    private static void requireId(String field, String what) {
        if (!field.equals("id")) {
            throw new TableException("only 'id' can be generated, not '" + field + "' (" + what + ")");
        }
    }

    private Rule plain(String field, String source, ValueMap values) {
        if (source.equals("generate")) {
            requireId(field, source);
            return new Rule.Generated();
        }
        if (source.equals("first") && field.equals("time")) {
            return new Rule.First();
        }
        if (source.startsWith(GAP) && field.equals("session")) {
            return new Rule.Gap(pause(source.substring(GAP.length())));
        }
        if (source.equals("number") && field.indexOf('.') > 0) {
            return new Rule.Numbered();
        }
        boolean joins = source.contains(" + ") && source.contains(COLUMN);
        if (!source.startsWith(COLUMN) && !joins) {
            return new Rule.Constant(constant(field, source));
        }
        return column(field, Token.of(field, source), values);
    }

    private static Duration pause(String text) {
        Matcher matcher = PAUSE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TableException("'session = gap:" + text + "' is no pause; one is like gap:30m or gap:2h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A word with a colon that is nearly one of those that mean something is a mistake rather than a text. */
    private static String constant(String field, String source) {
        if (source.startsWith(CONST)) {
            return unquoted(source.substring(CONST.length()));
        }
        Matcher prefix = PREFIX.matcher(source);
        if (prefix.matches()) {
            String found = prefix.group(1) + ":";
            Suggestion.closest(found, PREFIXES).ifPresent(meant -> {
                throw new TableException("'" + field + "': '" + found + "' is not understood; did you mean '" + meant
                        + "'? The text itself would be const:" + source);
            });
        }
        return unquoted(source);
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private Rule column(String field, List<Token> tokens, ValueMap values) {
        List<Rule.Part> parts = new ArrayList<>();
        int at = 0;
        parts.add(part(field, tokens.get(at++)));
        while (at + 1 < tokens.size()
                && tokens.get(at).text().equals("+")
                && !tokens.get(at).quoted()) {
            parts.add(part(field, tokens.get(at + 1)));
            at += 2;
        }
        TimeFormat time = plain;
        String separator = "";
        for (Token token : tokens.subList(at, tokens.size())) {
            String option = token.text();
            if (option.startsWith("split:") && option.length() > "split:".length()) {
                separator = option.substring("split:".length());
            } else {
                time = time(field, option, time);
            }
        }
        return new Rule.Column(parts, time, separator, values);
    }

    private static Rule.Part part(String field, Token token) {
        if (token.quoted()) {
            return new Rule.Text(token.text());
        }
        if (token.text().startsWith(CONST)) {
            return new Rule.Text(token.text().substring(CONST.length()));
        }
        if (token.text().startsWith(COLUMN) && token.text().length() > COLUMN.length()) {
            return new Rule.Cell(token.text().substring(COLUMN.length()));
        }
        throw new TableException("'" + field + "': '" + token.text()
                + "' is neither column:NAME nor a text in quotes; a column whose name has spaces is column:\"NAME\"");
    }

    private static TimeFormat time(String field, String option, TimeFormat time) {
        try {
            if (option.startsWith("zone:")) {
                return time.in(zone(option.substring("zone:".length())));
            }
            if (option.startsWith("format:")) {
                return time.by(option.substring("format:".length()));
            }
        } catch (IllegalArgumentException e) {
            throw new TableException("'" + field + "': '" + option + "' is no format of times: " + e.getMessage(), e);
        }
        return unit(option).map(time::of).orElseGet(() -> {
            if (option.equals("iso")) {
                return time;
            }
            throw new TableException("'" + field + "': unknown option '" + option
                    + "'; known: seconds, millis, micros, nanos, iso, zone:ZONE, format:\"PATTERN\","
                    + " split:SEPARATOR; a column whose name has spaces is column:\"NAME\"");
        });
    }

    private static Optional<TimeFormat.Unit> unit(String option) {
        return Arrays.stream(TimeFormat.Unit.values())
                .filter(unit -> unit.name().equalsIgnoreCase(option))
                .findFirst();
    }

    /** @throws TableException if there is no such zone */
    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new TableException("'" + name + "' is no time zone, like UTC, Europe/Berlin or +01:00", e);
        }
    }

    /** What a hash is made of: fields by their rules, and columns. */
    static Rule.Hashed hashed(List<String> key, Map<String, Rule> rules) {
        List<Rule> parts = new ArrayList<>();
        for (String name : key) {
            Rule rule = rules.get(name);
            parts.add(
                    rule instanceof Rule.Column || rule instanceof Rule.Constant
                            ? rule
                            : new Rule.Column(List.of(new Rule.Cell(name)), TimeFormat.STANDARD, "", ValueMap.NONE));
        }
        return new Rule.Hashed(List.copyOf(parts));
    }
}
