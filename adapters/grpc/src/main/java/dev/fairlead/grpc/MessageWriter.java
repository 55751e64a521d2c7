package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.fairlead.events.FieldWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes fields into a message by their names; a field that the message does not have is left out. */
final class MessageWriter implements FieldWriter {
    private final DynamicMessage.Builder message;

    MessageWriter(DynamicMessage.Builder message) {
        this.message = message;
    }

    private void set(String name, Object value) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            message.setField(field, value);
        }
    }

    @Override
    public void text(String name, String value) {
        set(name, value);
    }

    @Override
    public void number(String name, double value) {
        if (!Double.isNaN(value)) {
            set(name, value);
        }
    }

    @Override
    public void whole(String name, long value) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            message.setField(
                    field, field.getType() == FieldDescriptor.Type.INT32 ? (Object) Math.toIntExact(value) : (Object) value);
        }
    }

    @Override
    public void flag(String name, boolean value) {
        set(name, value);
    }

    @Override
    public void numbers(String name, double[] values) {
        set(name, Arrays.stream(values).boxed().toList());
    }

    @Override
    public void texts(String name, List<String> values) {
        set(name, values);
    }

    @Override
    public void object(String name, Consumer<FieldWriter> value) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            DynamicMessage.Builder inner = DynamicMessage.newBuilder(field.getMessageType());
            value.accept(new MessageWriter(inner));
            message.setField(field, inner.build());
        }
    }

    @Override
    public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        if (field != null) {
            for (T value : values) {
                DynamicMessage.Builder inner = DynamicMessage.newBuilder(field.getMessageType());
                each.accept(value, new MessageWriter(inner));
                message.addRepeatedField(field, inner.build());
            }
        }
    }
}
