package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Checks that events keep their data contracts, by writing them to maps and reading them back. */
final class Contracts {
    private Contracts() {}

    static void check(Event event) {
        Values values = new Values();
        EventType.write(event, values);
        try {
            assertEquals(event, EventType.read(values));
        } catch (ContractViolation e) {
            throw new AssertionError(event + ": " + e.field() + ": " + e.reason(), e);
        }
    }

    private static final class Values implements FieldWriter, Fields {
        private final Map<String, Object> values = new LinkedHashMap<>();

        @Override
        public void text(String name, String value) {
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }

        @Override
        public void number(String name, double value) {
            if (!Double.isNaN(value)) {
                values.put(name, value);
            }
        }

        @Override
        public void whole(String name, long value) {
            values.put(name, value);
        }

        @Override
        public void texts(String name, List<String> list) {
            values.put(name, list);
        }

        @Override
        public <T> void records(String name, List<T> list, BiConsumer<T, FieldWriter> each) {
            values.put(name, list.stream().map(row(each)).toList());
        }

        private static <T> Function<T, Fields> row(BiConsumer<T, FieldWriter> each) {
            return value -> {
                Values row = new Values();
                each.accept(value, row);
                return row;
            };
        }

        @Override
        public Set<String> names() {
            return values.keySet();
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.ofNullable((String) values.get(name));
        }

        @Override
        public OptionalDouble number(String name) {
            return values.get(name) instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
        }

        @Override
        public OptionalLong whole(String name) {
            return values.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
        }

        @Override
        public OptionalLong time(String name) {
            return whole(name);
        }

        @Override
        public Optional<List<String>> texts(String name) {
            return values.get(name) instanceof List<?> list
                    ? Optional.of(list.stream().map(String.class::cast).toList())
                    : Optional.empty();
        }

        @Override
        public Optional<List<Fields>> records(String name) {
            return values.get(name) instanceof List<?> list
                    ? Optional.of(list.stream().map(Fields.class::cast).toList())
                    : Optional.empty();
        }

        @Override
        public Optional<Fields> record(String name) {
            return Optional.empty();
        }
    }
}
