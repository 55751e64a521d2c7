package dev.fairlead.events;

import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.log.Position;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the fields of one event and refuses what breaks the contract. It notes which fields were asked for, so that a
 * field nobody asked for (a misspelt name, usually) is refused too instead of being dropped in silence.
 */
public final class Contract {
    /** Longest id, in characters. */
    static final int MAX_ID = 200;

    /** Longest free text, in characters. */
    static final int MAX_TEXT = 2_000;

    /** Longest list in an event. */
    static final int MAX_LIST = 10_000;

    /** 1990-01-01T00:00:00Z: an earlier time is a unit mistake (seconds for milliseconds), not history. */
    static final long EARLIEST_TIME = 631_152_000_000L;

    /** 2058-01-01T00:00:00Z: a later time is a wrong clock, and the state counts seconds up to there. */
    static final long LATEST_TIME = 2_777_068_800_000L;

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private static final double[] NO_NUMBERS = {};

    private final Fields fields;
    /** A dozen names: looking through a list is several times faster here than keeping a set. */
    private final List<String> read = new ArrayList<>(16);

    public Contract(Fields fields) {
        this.fields = fields;
    }

    /** Required id-like text: 1 to 200 characters. */
    public String text(String name) throws ContractViolation {
        String value = optional(name, MAX_ID);
        if (value.isEmpty()) {
            throw missing(name);
        }
        return value;
    }

    /** Optional id-like text, at most 200 characters; empty when absent. */
    public String optionalText(String name) throws ContractViolation {
        return optional(name, MAX_ID);
    }

    /** Optional free text, at most 2,000 characters; empty when absent. */
    public String freeText(String name) throws ContractViolation {
        return optional(name, MAX_TEXT);
    }

    private String optional(String name, int longest) throws ContractViolation {
        read.add(name);
        String value = fields.text(name).orElse("");
        if (value.length() > longest) {
            throw new ContractViolation(
                    name, "text of " + value.length() + " characters; at most " + longest + " are allowed");
        }
        requireUnicode(name, -1, value);
        return value;
    }

    /** Text without limit, for Fairlead's own fields; empty when absent. */
    public String raw(String name) throws ContractViolation {
        return optional(name, Integer.MAX_VALUE);
    }

    /** Half a surrogate pair is no character: it can be escaped, but not be stored as UTF-8 and read back. */
    private static void requireUnicode(String name, int place, String text) throws ContractViolation {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw new ContractViolation(
                            place < 0 ? name : name + "[" + place + "]",
                            "half a surrogate pair at character " + (i + 1) + "; text must be valid Unicode");
                }
                i++;
            }
        }
    }

    /** Optional flag; false when absent. */
    public boolean flag(String name) throws ContractViolation {
        read.add(name);
        return fields.flag(name).orElse(false);
    }

    /** Optional list of numbers in [{@code low}, {@code high}], NaN for one that is not known; empty when absent. */
    public double[] numbers(String name, double low, double high) throws ContractViolation {
        read.add(name);
        double[] values = fields.numbers(name).orElse(NO_NUMBERS);
        checkLength(name, values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] < low || values[i] > high) {
                throw new ContractViolation(name + "[" + i + "]", values[i] + " is outside " + low + " to " + high);
            }
        }
        return values;
    }

    /** Optional IANA time zone; empty when absent. */
    String timeZone(String name) throws ContractViolation {
        String zone = optionalText(name);
        if (!zone.isEmpty() && !ZONES.contains(zone)) {
            throw new ContractViolation(name, "'" + zone + "' is not an IANA time zone, like Europe/Berlin or UTC");
        }
        return zone;
    }

    /** Required time in milliseconds since 1970, not before the year 1990. */
    public long time(String name) throws ContractViolation {
        long value = optionalTime(name);
        if (value == 0) {
            throw missing(name);
        }
        return value;
    }

    /** Optional time in milliseconds since 1970, not before the year 1990; 0 when absent. */
    public long optionalTime(String name) throws ContractViolation {
        read.add(name);
        long value = fields.time(name).orElse(0);
        if (value != 0 && value < EARLIEST_TIME) {
            throw new ContractViolation(
                    name, value + " is before the year 1990; times are milliseconds since 1970, not seconds");
        }
        if (value > LATEST_TIME) {
            throw new ContractViolation(
                    name, value + " is after the year 2057; times are milliseconds since 1970, not microseconds");
        }
        return value;
    }

    /** Required position of a log: text, or the whole number that logs of one partition held before there were several. */
    Position position(String name) throws ContractViolation {
        read.add(name);
        String text = positionText(name);
        try {
            return Position.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ContractViolation(name, String.valueOf(e.getMessage()));
        }
    }

    private String positionText(String name) throws ContractViolation {
        try {
            return fields.text(name).orElseThrow(() -> missing(name));
        } catch (ContractViolation e) {
            return Long.toString(fields.whole(name).orElseThrow(() -> e));
        }
    }

    /** Required number in [{@code low}, {@code high}]. */
    public double number(String name, double low, double high) throws ContractViolation {
        double value = optionalNumber(name, low, high);
        if (Double.isNaN(value)) {
            throw missing(name);
        }
        return value;
    }

    /** Optional number in [{@code low}, {@code high}]; NaN when absent. */
    public double optionalNumber(String name, double low, double high) throws ContractViolation {
        read.add(name);
        double value = fields.number(name).orElse(Double.NaN);
        if (value < low || value > high) {
            throw new ContractViolation(name, value + " is outside " + low + " to " + high);
        }
        return value;
    }

    /** Whole number in [{@code low}, {@code high}]; {@code absent} when absent. */
    public long whole(String name, long low, long high, long absent) throws ContractViolation {
        read.add(name);
        long value = fields.whole(name).orElse(absent);
        if (value != absent && (value < low || value > high)) {
            throw new ContractViolation(name, value + " is outside " + low + " to " + high);
        }
        return value;
    }

    /** Required whole number in [{@code low}, {@code high}]. */
    public long whole(String name, long low, long high) throws ContractViolation {
        read.add(name);
        long value = fields.whole(name).orElseThrow(() -> missing(name));
        if (value < low || value > high) {
            throw new ContractViolation(name, value + " is outside " + low + " to " + high);
        }
        return value;
    }

    /** Optional list of id-like texts; empty when absent. */
    public List<String> texts(String name) throws ContractViolation {
        read.add(name);
        List<String> values = List.copyOf(fields.texts(name).orElse(List.of()));
        checkIds(name, values);
        return values;
    }

    /** @param ids texts */
    static void checkIds(String name, List<?> ids) throws ContractViolation {
        checkLength(name, ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String id = (String) ids.get(i);
            if (id.isEmpty() || id.length() > MAX_ID) {
                throw new ContractViolation(
                        name + "[" + i + "]",
                        "text of " + id.length() + " characters; 1 to " + MAX_ID + " are allowed");
            }
            requireUnicode(name, i, id);
        }
    }

    /** Reads one object of a list. */
    public interface Each<T> {
        T read(Contract in) throws ContractViolation;
    }

    /** List of objects, each read by {@code each}; empty when absent. A violation inside names the place: {@code choices[3].score}. */
    public <T> List<T> records(String name, Each<T> each) throws ContractViolation {
        read.add(name);
        List<Fields> rows = fields.records(name).orElse(List.of());
        checkLength(name, rows.size());
        List<T> values = new ArrayList<>(rows.size());
        for (Fields row : rows) {
            Contract inner = new Contract(row);
            try {
                T value = each.read(inner);
                inner.refuseUnread();
                values.add(value);
            } catch (ContractViolation e) {
                throw new ContractViolation(name + "[" + values.size() + "]." + e.field(), e.reason());
            }
        }
        return List.copyOf(values);
    }

    /** Required object, read by {@code each}. A violation inside names the place: {@code card.seed}. */
    public <T> T record(String name, Each<T> each) throws ContractViolation {
        read.add(name);
        return inside(name, fields.record(name).orElseThrow(() -> missing(name)), each);
    }

    /** One object; {@code absent} when absent. A violation inside names the place: {@code context.device}. */
    public <T> T record(String name, T absent, Each<T> each) throws ContractViolation {
        read.add(name);
        Optional<Fields> row = fields.record(name);
        return row.isEmpty() ? absent : inside(name, row.get(), each);
    }

    private static <T> T inside(String name, Fields row, Each<T> each) throws ContractViolation {
        Contract inner = new Contract(row);
        try {
            T value = each.read(inner);
            inner.refuseUnread();
            return value;
        } catch (ContractViolation e) {
            throw new ContractViolation(name + "." + e.field(), e.reason());
        }
    }

    static void checkLength(String name, int length) throws ContractViolation {
        if (length > MAX_LIST) {
            throw new ContractViolation(name, "list of " + length + "; at most " + MAX_LIST + " are allowed");
        }
    }

    /** Whether the field is there. */
    boolean holds(String name) {
        return fields.names().contains(name);
    }

    /** Names of the fields that are there and null. */
    Set<String> nulls() {
        return fields.nulls();
    }

    /** @throws ContractViolation if a field is present that nothing has read */
    public void refuseUnread() throws ContractViolation {
        for (String name : fields.names()) {
            if (!read.contains(name)) {
                throw new ContractViolation(
                        name, "unknown field '" + name + "'" + Suggestion.of(name, new TreeSet<>(read)));
            }
        }
    }

    private ContractViolation missing(String name) {
        String reason = "required field '" + name + "' is missing or empty";
        for (String found : fields.names()) {
            if (Suggestion.isClose(found, name)) {
                reason += "; is '" + found + "' meant to be it?";
            }
        }
        return new ContractViolation(name, reason);
    }
}
