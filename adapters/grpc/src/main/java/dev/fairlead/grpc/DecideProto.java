package dev.fairlead.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

/**
 * What {@code fairlead/v1/decide.proto} describes, written out, because a compiler for it would be a program for each kind of machine that
 * the build has to fetch. A test holds it against the file.
 */
final class DecideProto {
    static final FileDescriptor FILE = file();
    static final Descriptor REQUEST = FILE.findMessageTypeByName("DecideRequest");
    static final Descriptor ANSWER = FILE.findMessageTypeByName("DecideAnswer");
    static final Descriptor SLOT = FILE.findMessageTypeByName("Slot");

    private DecideProto() {}

    private static FileDescriptor file() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("fairlead/v1/decide.proto")
                .setPackage("fairlead.v1")
                .setSyntax("proto3")
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Decisions")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("Decide")
                                .setInputType(".fairlead.v1.DecideRequest")
                                .setOutputType(".fairlead.v1.DecideAnswer")))
                .addMessageType(new Fields("DecideRequest")
                        .text("app")
                        .text("user")
                        .text("session")
                        .message("context", "Context")
                        .optional("n", Type.TYPE_INT32)
                        .repeated("candidates", "Candidate")
                        .message)
                .addMessageType(new Fields("Context")
                        .text("market")
                        .text("device")
                        .text("time_zone")
                        .text("query")
                        .message)
                .addMessageType(new Fields("Candidate").text("item").optional("price", Type.TYPE_DOUBLE).message)
                .addMessageType(new Fields("DecideAnswer")
                        .text("request")
                        .text("launch")
                        .text("arm")
                        .text("model")
                        .text("fallback")
                        .field("as_of", Type.TYPE_INT64)
                        .repeated("items", "Slot")
                        .message)
                .addMessageType(new Fields("Slot")
                        .text("item")
                        .field("position", Type.TYPE_INT32)
                        .optional("score", Type.TYPE_DOUBLE)
                        .optional("probability", Type.TYPE_DOUBLE)
                        .optional("value", Type.TYPE_DOUBLE)
                        .optional("propensity", Type.TYPE_DOUBLE)
                        .optional("price", Type.TYPE_DOUBLE)
                        .text("source")
                        .text("rule")
                        .message)
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    /** Fields of one message, numbered 1, 2, 3, … as they come. */
    private static final class Fields {
        private final DescriptorProto.Builder message;

        Fields(String name) {
            message = DescriptorProto.newBuilder().setName(name);
        }

        private FieldDescriptorProto.Builder add(String name, Type type, Label label) {
            return message.addFieldBuilder()
                    .setName(name)
                    .setNumber(message.getFieldCount())
                    .setType(type)
                    .setLabel(label);
        }

        Fields field(String name, Type type) {
            add(name, type, Label.LABEL_OPTIONAL);
            return this;
        }

        Fields text(String name) {
            return field(name, Type.TYPE_STRING);
        }

        /** One whose absence can be told from 0. */
        Fields optional(String name, Type type) {
            add(name, type, Label.LABEL_OPTIONAL).setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + name));
            return this;
        }

        Fields message(String name, String type) {
            add(name, Type.TYPE_MESSAGE, Label.LABEL_OPTIONAL).setTypeName(".fairlead.v1." + type);
            return this;
        }

        Fields repeated(String name, String type) {
            add(name, Type.TYPE_MESSAGE, Label.LABEL_REPEATED).setTypeName(".fairlead.v1." + type);
            return this;
        }
    }
}
