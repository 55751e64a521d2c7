package dev.fairlead.cli.launch;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.json.Json;
import java.util.List;

/** Writes the members of a JSON object as fields. */
final class JsonFields {
    private JsonFields() {}

    static void write(Json.Obj object, FieldWriter out) {
        object.members().forEach((name, value) -> {
            switch (value) {
                case Json.Str(String text) -> out.text(name, text);
                case Json.Num(double number) -> out.number(name, number);
                case Json.Bool(boolean flag) -> out.flag(name, flag);
                case Json.Obj inner -> out.object(name, fields -> write(inner, fields));
                case Json.Arr(List<Json> elements) -> list(name, elements, out);
                default -> {}
            }
        });
    }

    private static void list(String name, List<Json> elements, FieldWriter out) {
        if (elements.stream().allMatch(Json.Str.class::isInstance)) {
            out.texts(
                    name,
                    elements.stream().map(each -> ((Json.Str) each).value()).toList());
        } else {
            out.records(name, elements, (each, fields) -> write((Json.Obj) each, fields));
        }
    }
}
