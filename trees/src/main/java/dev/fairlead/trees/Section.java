package dev.fairlead.trees;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code name=value} lines of the header or of one tree. Lines of other names are passed over, as LightGBM does; a known
 * name given twice is refused.
 */
final class Section {
    private final String title;
    private final int line;
    private final Set<String> known;
    private final Map<String, Field> fields = new HashMap<>();

    /**
     * @param title how messages call this section
     * @param line where it starts
     * @param known the names that count
     */
    Section(String title, int line, Set<String> known) {
        this.title = title;
        this.line = line;
        this.known = known;
    }

    void add(int number, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (!known.contains(name)) {
            return;
        }
        var field = new Field(name, equals < 0 ? "" : text.substring(equals + 1), number);
        if (fields.putIfAbsent(name, field) != null) {
            throw field.damaged("is given twice in " + title);
        }
    }

    Field required(String name) {
        return optional(name)
                .orElseThrow(() -> ModelFormatException.damaged(line, title + " has no line " + Field.quote(name)));
    }

    Optional<Field> optional(String name) {
        return Optional.ofNullable(fields.get(name));
    }
}
