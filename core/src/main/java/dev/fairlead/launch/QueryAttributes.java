package dev.fairlead.launch;

import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Schema;
import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What conditions can ask of a query: its fields by their names on the wire, those of objects inside beside the others. What is not known is left out. */
final class QueryAttributes implements FieldWriter {
    private final Map<String, Json> attributes = new LinkedHashMap<>();

    private QueryAttributes() {}

    static Json.Obj of(QueryType<?> type, Query query) {
        QueryAttributes out = new QueryAttributes();
        write(type.schema(), query, out);
        return new Json.Obj(out.attributes);
    }

    private static <Q extends Query> void write(Schema<Q> schema, Query query, FieldWriter out) {
        schema.write(schema.type().cast(query), out);
    }

    @Override
    public void text(String name, String value) {
        if (!value.isEmpty()) {
            attributes.put(name, Json.of(value));
        }
    }

    @Override
    public void number(String name, double value) {
        if (Double.isFinite(value)) {
            attributes.put(name, Json.of(value));
        }
    }

    @Override
    public void whole(String name, long value) {
        attributes.put(name, Json.of((double) value));
    }

    @Override
    public void flag(String name, boolean value) {
        attributes.put(name, Json.of(value));
    }

    @Override
    public void texts(String name, List<String> values) {
        attributes.put(name, new Json.Arr(values.stream().<Json>map(Json::of).toList()));
    }

    @Override
    public void object(String name, Consumer<FieldWriter> value) {
        value.accept(this);
    }

    @Override
    public void numbers(String name, double[] values) {
        // a list of numbers is nothing that a condition asks for
    }

    @Override
    public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
        // nor is a list of objects
    }
}
