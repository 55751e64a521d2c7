package dev.fairlead.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import dev.fairlead.events.Field;
import dev.fairlead.events.PascalCase;
import dev.fairlead.events.Schema;

/**
 * A schema as a message: its fields side by side, numbered 1, 2, 3, … in the schema's order, so that a field that is added last keeps
 * the numbers of the others. A record inside is a message inside, named by its field. A number or a time has presence, so that what is
 * not known can be told from 0.
 */
final class SchemaMessage {
    private final DescriptorProto.Builder message;
    private final String fullName;

    private SchemaMessage(String scope, String name) {
        this.message = DescriptorProto.newBuilder().setName(name);
        this.fullName = scope + "." + name;
    }

    /**
     * Builds a message.
     *
     * @param scope the package or message that it is in, with a dot before it
     * @throws IllegalArgumentException if the schema has a field that no message can hold
     */
    static DescriptorProto of(String scope, String name, Schema<?> schema) {
        SchemaMessage built = new SchemaMessage(scope, name);
        schema.flat().forEach(built::add);
        return built.message.build();
    }

    private void add(Field field) {
        switch (field.kind()) {
            case ID, TEXT, RAW, VALUE, ZONE -> one(field, Type.TYPE_STRING);
            case FLAG -> one(field, Type.TYPE_BOOL);
            case TIME, WHOLE -> present(field, Type.TYPE_INT64);
            case NUMBER -> present(field, Type.TYPE_DOUBLE);
            case IDS -> many(field, Type.TYPE_STRING);
            case NUMBERS, POINT, POINTS -> many(field, Type.TYPE_DOUBLE);
            case FLOATS -> many(field, Type.TYPE_FLOAT);
            case OBJECT -> one(field, Type.TYPE_MESSAGE).setTypeName(inside(field));
            case OBJECTS -> many(field, Type.TYPE_MESSAGE).setTypeName(inside(field));
            case VARIANT, EMBEDDED ->
                throw new IllegalArgumentException("field '" + field.name() + "' of " + fullName + " is of kind "
                        + field.kind() + ", which no message of an app can hold");
        }
    }

    private String inside(Field field) {
        String name = PascalCase.of(field.name());
        message.addNestedType(of(fullName, name, field.schema()));
        return fullName + "." + name;
    }

    private FieldDescriptorProto.Builder one(Field field, Type type) {
        return message.addFieldBuilder()
                .setName(field.name())
                .setNumber(message.getFieldCount())
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    private FieldDescriptorProto.Builder many(Field field, Type type) {
        return one(field, type).setLabel(Label.LABEL_REPEATED);
    }

    /** A field whose absence can be told from 0. */
    private void present(Field field, Type type) {
        one(field, type).setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.name()));
    }
}
