package dev.fairlead.grpc;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.fairlead.decide.App;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Operation;
import dev.fairlead.events.PascalCase;
import dev.fairlead.events.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The service of one app, {@code fairlead.v1.Feed} of the app "feed", with its messages: {@code Decide}, and a method for each of its
 * operations.
 */
final class AppProto {
    private static final String PACKAGE = "fairlead.v1";
    private static final String DECIDE = "Decide";

    /** A method with what it takes and gives. */
    record Method(String name, String about, String input, Schema<?> request, String output, Schema<?> response) {}

    private final String app;
    private final String service;
    private final List<Method> methods;
    private final FileDescriptor file;

    private AppProto(String app, List<Method> methods) {
        this.app = app;
        this.service = PascalCase.of(app);
        this.methods = List.copyOf(methods);
        this.file = file();
    }

    /** @throws IllegalArgumentException if a schema cannot be a message */
    static AppProto of(AppInstance<?> instance) {
        App<?, ?> app = instance.app();
        String name = PascalCase.of(app.name());
        List<Method> methods = new ArrayList<>();
        methods.add(new Method(
                DECIDE,
                "Decides for " + app.name() + ".",
                name + "Query",
                app.queries().schema(),
                name + "Answer",
                app.answers().schema()));
        for (Operation<?, ?> operation : instance.running().operations()) {
            String method = PascalCase.of(operation.name());
            methods.add(new Method(
                    method,
                    operation.about(),
                    name + method + "Request",
                    operation.request(),
                    name + method + "Response",
                    operation.response()));
        }
        return new AppProto(app.name(), methods);
    }

    private FileDescriptor file() {
        FileDescriptorProto.Builder built = FileDescriptorProto.newBuilder()
                .setName("fairlead/v1/" + app + ".proto")
                .setPackage(PACKAGE)
                .setSyntax("proto3");
        ServiceDescriptorProto.Builder of = ServiceDescriptorProto.newBuilder().setName(service);
        for (Method method : methods) {
            built.addMessageType(SchemaMessage.of("." + PACKAGE, method.input, method.request));
            built.addMessageType(SchemaMessage.of("." + PACKAGE, method.output, method.response));
            of.addMethod(MethodDescriptorProto.newBuilder()
                    .setName(method.name)
                    .setInputType("." + PACKAGE + "." + method.input)
                    .setOutputType("." + PACKAGE + "." + method.output));
        }
        try {
            return FileDescriptor.buildFrom(built.addService(of).build(), new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(
                    "the app '" + app + "' cannot be described for gRPC: " + e.getMessage(), e);
        }
    }

    /** In the order of the app: first {@code Decide}. */
    List<Method> methods() {
        return methods;
    }

    FileDescriptor descriptor() {
        return file;
    }

    String serviceName() {
        return PACKAGE + "." + service;
    }

    /** @param name without the package */
    Descriptor message(String name) {
        Descriptor message = file.findMessageTypeByName(name);
        if (message == null) {
            throw new IllegalArgumentException("there is no message " + name);
        }
        return message;
    }
}
