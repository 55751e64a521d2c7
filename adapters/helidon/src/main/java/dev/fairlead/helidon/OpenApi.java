package dev.fairlead.helidon;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.PascalCase;
import dev.fairlead.events.Schema;
import dev.fairlead.helidon.SchemaComponents.Property;
import dev.fairlead.helidon.SchemaComponents.Use;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The description of one process's API. What every process answers stands in a file; the types of event and what the apps are
 * asked and answer are described by their schemas.
 */
final class OpenApi {
    private static final String PATHS = "  # paths of the apps\n";
    private static final String SCHEMAS = "    # schemas of events and apps\n";

    private final SchemaComponents components = new SchemaComponents();
    private final StringBuilder paths = new StringBuilder();

    private OpenApi() {}

    /** The same types and apps give the same text. */
    static String of(EventTypes types, List<AppInstance<?>> apps) {
        OpenApi api = new OpenApi();
        apps.forEach(api::app);
        api.events(types);
        api.decision(
                apps.stream().<QueryType<?>>map(each -> each.app().queries()).toList());
        return base().replace(PATHS, api.paths).replace(SCHEMAS, api.components.yaml());
    }

    private static String base() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read: " + e.getMessage(), e);
        }
    }

    private void app(AppInstance<?> each) {
        App<?, ?> app = each.app();
        String name = PascalCase.of(app.name());
        String query =
                components.add(name + "Query", app.queries().schema(), "What " + app.name() + " is asked.", Use.SENT);
        String answer = components.add(
                name + "Answer", app.answers().schema(), "What " + app.name() + " answers.", Use.ANSWERED);
        path(
                "/v1/" + app.name(),
                "Decides for " + app.name() + ".",
                "Once the request is understood there is always an answer; `fallback` says when less than the full policy"
                        + " gave it, and with `error` the decision is not in the log.",
                query,
                answer,
                List.of(400, 413, 415));
        each.running().operations().forEach(operation -> operation(app.name(), operation));
    }

    private void operation(String app, Operation<?, ?> operation) {
        String name = PascalCase.of(app) + "_" + PascalCase.of(operation.name());
        path(
                "/v1/" + app + "/" + operation.name(),
                operation.about(),
                "",
                components.add(name + "_Request", operation.request(), "", Use.SENT),
                components.add(name + "_Response", operation.response(), "", Use.ANSWERED),
                List.of(400, 413, 415, 422));
    }

    private void path(
            String path, String summary, String description, String request, String response, List<Integer> errors) {
        paths.append("  ").append(path).append(":\n    post:\n");
        paths.append("      summary: ").append(SchemaComponents.quoted(summary)).append('\n');
        if (!description.isEmpty()) {
            paths.append("      description: ")
                    .append(SchemaComponents.quoted(description))
                    .append('\n');
        }
        paths.append(
                        "      requestBody:\n        required: true\n        content: { application/json: { schema: { $ref: '")
                .append(request)
                .append(
                        "' } } }\n      responses:\n        '200': { description: The answer., content: { application/json: { schema: { $ref: '")
                .append(response)
                .append("' } } } }\n");
        errors.forEach(status ->
                paths.append("        '").append(status).append("': { $ref: '#/components/responses/Error' }\n"));
    }

    private void events(EventTypes types) {
        List<EventType<?>> sent = types.all().stream()
                .filter(type -> type.origin() == EventType.Origin.PRODUCT)
                .toList();
        StringBuilder event = new StringBuilder("    Event:\n"
                + "      description: By its type. An unknown field is refused with a suggestion; null counts as absent.\n"
                + "      oneOf:\n");
        sent.forEach(type ->
                event.append("        - { $ref: '").append(reference(type)).append("' }\n"));
        event.append("      discriminator:\n        propertyName: type\n        mapping:\n");
        sent.forEach(type -> event.append("          ")
                .append(type.name())
                .append(": '")
                .append(reference(type))
                .append("'\n"));
        components.component("Event", event.toString());
        types.all().forEach(this::event);
    }

    private static String reference(EventType<?> type) {
        return SchemaComponents.reference(component(type));
    }

    private static String component(EventType<?> type) {
        return PascalCase.of(type.name()) + "Event";
    }

    private void event(EventType<?> type) {
        String who = type.origin() == EventType.Origin.PLATFORM
                ? " Fairlead itself writes it and takes it from nobody."
                : "";
        List<Property> properties = new ArrayList<>();
        properties.add(new Property(
                "type",
                "{\"type\":\"string\",\"const\":\"" + type.name() + "\",\"description\":\"the type of event\"}",
                true));
        properties.addAll(components.properties(component(type), type.schema().flat(), Use.SENT));
        components.object(component(type), type.about() + who, Use.SENT, properties);
    }

    /** As {@link GetDecision} writes it: the event with its place in the log, and features by name. */
    private void decision(List<QueryType<?>> queries) {
        List<Property> choice = new ArrayList<>(
                components.properties("Decision_Choice", without("features", Choice.SCHEMA), Use.ANSWERED));
        choice.add(new Property(
                "features",
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":[\"number\",\"null\"]},\"description\":\"the row that was"
                        + " scored, by name; by place, from 0, when the features that made the decision are no longer known\"}",
                true));
        String choices = components.object("Decision_Choice", "", Use.ANSWERED, choice);
        List<Property> decision = new ArrayList<>(components.properties(
                "Decision", without("choices", Decision.type(queries).schema()), Use.ANSWERED));
        decision.add(
                1,
                new Property(
                        "partition",
                        "{\"type\":\"integer\",\"description\":\"part of the log that it is in; 0 for an embedded log\"}",
                        true));
        decision.add(
                2,
                new Property(
                        "offset",
                        "{\"type\":\"integer\",\"description\":\"its place there; 0 while it is on its way to the disk\"}",
                        true));
        decision.add(new Property(
                "choices",
                "{\"type\":\"array\",\"items\":{\"$ref\":\"" + choices + "\"},\"description\":\"what was answered\"}",
                true));
        components.object("Decision", "A decision as logged.", Use.ANSWERED, decision);
    }

    private static List<Field> without(String name, Schema<?> schema) {
        return schema.flat().stream()
                .filter(field -> !field.name().equals(name))
                .toList();
    }
}
