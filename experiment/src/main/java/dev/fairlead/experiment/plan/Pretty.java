package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** JSON for people: members in their own order, one a line where they do not fit on one. */
final class Pretty {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private Pretty() {}

    static String text(Json value) {
        return text(value, "") + "\n";
    }

    private static String text(Json value, String indent) {
        String line = line(value);
        boolean fits = indent.length() + line.length() <= WIDTH && !indent.isEmpty();
        return switch (value) {
            case Json.Obj object when !fits -> block("{", members(object, indent), "}", indent);
            case Json.Arr array when !fits -> block("[", elements(array, indent), "]", indent);
            default -> line;
        };
    }

    private static List<String> members(Json.Obj object, String indent) {
        var members = new ArrayList<String>();
        object.members()
                .forEach((name, value) -> members.add(Json.of(name).canonical() + ": " + text(value, indent + INDENT)));
        return members;
    }

    private static List<String> elements(Json.Arr array, String indent) {
        return array.elements().stream()
                .map(value -> text(value, indent + INDENT))
                .toList();
    }

    private static String block(String open, List<String> parts, String close, String indent) {
        return parts.stream()
                .map(part -> "\n" + indent + INDENT + part)
                .collect(Collectors.joining(",", open, "\n" + indent + close));
    }

    private static String line(Json value) {
        return switch (value) {
            case Json.Obj object ->
                object.members().entrySet().stream()
                        .map(member -> Json.of(member.getKey()).canonical() + ": " + line(member.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Json.Arr array ->
                array.elements().stream().map(Pretty::line).collect(Collectors.joining(", ", "[", "]"));
            default -> value.canonical();
        };
    }
}
