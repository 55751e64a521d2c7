package dev.fairlead.numbers;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is written for people and programs about the parameters of a schema. */
public final class NumberDocs {
    private static final int WIDTH = 130;

    private NumberDocs() {}

    /** A table in Markdown, a row for each parameter. */
    public static String table(NumberSchema schema) {
        StringBuilder out =
                new StringBuilder("| key | default | unit | may be | what it is |\n|---|---|---|---|---|\n");
        for (Parameter<?> p : schema.parameters()) {
            out.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            p.key(),
                            p.byDefault().isEmpty() ? "" : "`" + p.byDefault() + "`",
                            p.unit(),
                            p.kind().range(),
                            p.meaning().replace("|", "\\|")));
        }
        return out.toString();
    }

    /** A file that {@link Numbers#withFile} reads: each parameter with its default, what it is above it. */
    public static String file(NumberSchema schema, String title) {
        StringBuilder out = new StringBuilder(comment(title));
        String part = "";
        for (Parameter<?> p : schema.parameters()) {
            String of = p.key().split("[.]")[0];
            out.append(of.equals(part) ? "" : "\n");
            part = of;
            out.append(comment(p.meaning() + " It is " + p.kind().range() + "."))
                    .append(p.key())
                    .append('=')
                    .append(p.byDefault())
                    .append('\n');
        }
        return out.toString();
    }

    private static String comment(String text) {
        StringBuilder out = new StringBuilder("#");
        int length = 1;
        for (String word : text.split(" ")) {
            if (length + 1 + word.length() > WIDTH) {
                out.append("\n#");
                length = 1;
            }
            out.append(' ').append(word);
            length += 1 + word.length();
        }
        return out.append('\n').toString();
    }

    /** JSON Schema (draft 2020-12) of an object with some of the keys. Lengths of time are numbers of their unit. */
    public static Json jsonSchema(NumberSchema schema) {
        Map<String, Json> properties = new LinkedHashMap<>();
        schema.parameters().forEach(p -> properties.put(p.key(), property(p)));
        Map<String, Json> whole = new LinkedHashMap<>();
        whole.put("$schema", Json.of("https://json-schema.org/draft/2020-12/schema"));
        whole.put("type", Json.of("object"));
        whole.put("additionalProperties", Json.of(false));
        whole.put("properties", new Json.Obj(properties));
        return new Json.Obj(whole);
    }

    private static Json property(Parameter<?> p) {
        Map<String, Json> about = new LinkedHashMap<>();
        about.put("description", Json.of(p.meaning()));
        switch (p.kind()) {
            case Kind.Real(double low, double high) -> number(about, "number", low, high, p);
            case Kind.Time(double low, double high, var _) -> number(about, "number", low, high, p);
            case Kind.Whole(long low, long high) -> number(about, "integer", low, high, p);
            case Kind.Flag _ -> {
                about.put("type", Json.of("boolean"));
                about.put("default", Json.of(p.byDefault().equals("true")));
            }
            case Kind.Choice<?> choice -> {
                List<String> names = choice.names();
                about.put("enum", new Json.Arr(names.stream().map(Json::of).toList()));
                about.put("default", Json.of(p.byDefault()));
            }
            case Kind.Text text -> {
                about.put("type", Json.of("string"));
                about.put("pattern", Json.of("^(" + text.pattern().pattern() + ")$"));
                about.put("default", Json.of(p.byDefault()));
            }
        }
        if (!p.unit().isEmpty()) {
            about.put("unit", Json.of(p.unit().toLowerCase(Locale.ROOT)));
        }
        return new Json.Obj(about);
    }

    private static void number(Map<String, Json> about, String type, double low, double high, Parameter<?> p) {
        about.put("type", Json.of(type));
        about.put("minimum", Json.of(low));
        about.put("maximum", Json.of(high));
        about.put("default", Json.of(Double.parseDouble(p.byDefault())));
    }
}
