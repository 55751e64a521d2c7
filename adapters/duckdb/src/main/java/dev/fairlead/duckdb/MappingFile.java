package dev.fairlead.duckdb;

import dev.fairlead.events.EventTypes;
import dev.fairlead.experiment.json.Sha256;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Mappings of several tables in one file: a line {@code [items*.csv]} begins the one of the tables whose names are like that, and lines
 * before the first such line are for all tables. A file without such lines is one mapping for every table.
 */
public final class MappingFile {
    private final String name;
    private final String text;
    private final Map<String, String> set;
    private final List<Section> sections = new ArrayList<>();

    private MappingFile(String name, String text, Map<String, String> set) {
        this.name = name;
        this.text = text;
        this.set = new TreeMap<>(set);
    }

    /** @param patterns of names; empty for every table */
    private record Section(List<String> patterns, Mapping mapping) {
        boolean fits(Path file) {
            Path table = file.getFileName();
            return patterns.isEmpty()
                    || patterns.stream()
                            .anyMatch(pattern -> pattern.equals(table.toString())
                                    || FileSystems.getDefault()
                                            .getPathMatcher("glob:" + pattern)
                                            .matches(table));
        }
    }

    /**
     * Reads a file of mappings for events of these types.
     *
     * @throws TableException when the file cannot be read or says something that is not understood
     */
    public static MappingFile read(Path file, EventTypes types) {
        return read(file, types, Map.of());
    }

    /**
     * Reads a file of mappings for events of these types.
     *
     * @param set lines that take the place of those in the file, by their keys
     * @throws TableException when the file cannot be read or says something that is not understood
     */
    public static MappingFile read(Path file, EventTypes types, Map<String, String> set) {
        try {
            return of(file.toString(), Files.readString(file), types, set);
        } catch (IOException e) {
            throw new TableException("the mapping " + file + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads mappings for events of these types.
     *
     * @param name for messages
     * @param set lines that take the place of those in the text, by their keys
     * @throws TableException when the text says something that is not understood
     */
    public static MappingFile of(String name, String text, EventTypes types, Map<String, String> set) {
        MappingFile file = new MappingFile(name, text, set);
        try {
            file.read(new MappedFields(types));
        } catch (TableException e) {
            throw new TableException(name + ": " + e.getMessage(), e);
        }
        return file;
    }

    /** SHA-256 of the text, and of the lines that are set. */
    public String hash() {
        return Sha256.of(set.isEmpty() ? text : text + set);
    }

    /** Whether it names the tables that its mappings are for. */
    public boolean sectioned() {
        return sections.stream().noneMatch(section -> section.patterns.isEmpty());
    }

    /** The mapping of a table. @throws TableException if there is none for it */
    public Mapping of(Path table) {
        return sections.stream()
                .filter(section -> section.fits(table))
                .findFirst()
                .map(Section::mapping)
                .orElseThrow(() -> new TableException(name + " has no mapping for " + table.getFileName() + "; it has "
                        + sections.stream()
                                .map(section -> "[" + String.join(", ", section.patterns) + "]")
                                .collect(Collectors.joining(" "))));
    }

    private void read(MappedFields known) {
        SequencedMap<String, String> common = new LinkedHashMap<>();
        SequencedMap<String, String> open = common;
        List<String> patterns = List.of();
        boolean sectioned = false;
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                if (sectioned) {
                    add(patterns, open, known);
                }
                sectioned = true;
                patterns = Stream.of(line.substring(1, line.length() - 1).split(","))
                        .map(String::strip)
                        .toList();
                open = new LinkedHashMap<>(common);
            } else {
                put(line, open, open == common ? new LinkedHashMap<>() : common);
            }
        }
        add(patterns, open, known);
    }

    /** @param replaceable what a section may say otherwise than the lines before the first one */
    private static void put(String line, SequencedMap<String, String> lines, SequencedMap<String, String> replaceable) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new TableException("the line \"" + line + "\" is no 'FIELD = VALUE'");
        }
        String key = line.substring(0, equals).strip().replaceAll("\\\\(.)", "$1");
        String value = line.substring(equals + 1).strip();
        String before = lines.put(key, value);
        if (before != null && !before.equals(replaceable.get(key))) {
            throw new TableException("'" + key + "' is there twice");
        }
    }

    private void add(List<String> patterns, SequencedMap<String, String> lines, MappedFields known) {
        lines.putAll(set);
        TableOptions options = TableOptions.PLAIN;
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        for (var line : lines.entrySet()) {
            if (TableOptions.KEYS.contains(line.getKey())) {
                options = options.with(line.getKey(), line.getValue());
            } else {
                fields.put(line.getKey(), line.getValue());
            }
        }
        sections.add(new Section(patterns, Mapping.of(fields, options, known)));
    }
}
