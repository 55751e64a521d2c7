package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FallbackDecider;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** What one app answers over gRPC: its decisions and its operations. Once a query is understood there is an answer. */
final class AppService<Q extends Query> {
    private static final System.Logger LOGGER = System.getLogger(AppService.class.getName());

    private final AppInstance<Q> instance;
    private final FallbackDecider<Q> decider;
    private final AppProto proto;
    private final Consumer<Decision> answered;

    private AppService(AppInstance<Q> instance, Consumer<Decision> answered) {
        this.instance = instance;
        this.decider = instance.decider();
        this.proto = AppProto.of(instance);
        this.answered = answered;
    }

    static <Q extends Query> ServerServiceDefinition of(AppInstance<Q> instance, Consumer<Decision> answered) {
        return new AppService<>(instance, answered).definition();
    }

    /** Answers one message. */
    private interface Call {
        DynamicMessage answer(MessageFields asked) throws ContractViolation;
    }

    private ServerServiceDefinition definition() {
        List<Operation<?, ?>> operations = instance.running().operations();
        ServiceDescriptor.Builder service = ServiceDescriptor.newBuilder(proto.serviceName())
                .setSchemaDescriptor(new Described(proto.descriptor()));
        List<MethodDescriptor<DynamicMessage, DynamicMessage>> methods =
                proto.methods().stream().map(this::method).toList();
        methods.forEach(service::addMethod);
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service.build());
        for (int i = 0; i < methods.size(); i++) {
            Call call = i == 0
                    ? this::decide
                    : operation(operations.get(i - 1), proto.methods().get(i));
            definition.addMethod(methods.get(i), ServerCalls.asyncUnaryCall((asked, to) -> answer(call, asked, to)));
        }
        return definition.build();
    }

    private MethodDescriptor<DynamicMessage, DynamicMessage> method(AppProto.Method method) {
        return MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(proto.serviceName(), method.name()))
                .setRequestMarshaller(marshaller(method.input()))
                .setResponseMarshaller(marshaller(method.output()))
                .build();
    }

    private MethodDescriptor.Marshaller<DynamicMessage> marshaller(String message) {
        return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(proto.message(message)));
    }

    private record Described(FileDescriptor file) implements ProtoFileDescriptorSupplier {
        @Override
        public FileDescriptor getFileDescriptor() {
            return file;
        }
    }

    private static void answer(Call call, DynamicMessage asked, StreamObserver<DynamicMessage> client) {
        try {
            client.onNext(call.answer(new MessageFields(asked)));
            client.onCompleted();
        } catch (ContractViolation e) {
            String where = e.field().isEmpty() ? "" : e.field() + ": ";
            refuse(client, Status.INVALID_ARGUMENT, where + e.reason());
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "A call over gRPC failed.", e);
            refuse(client, Status.INTERNAL, "this is a fault in Fairlead; the server's log has the details");
        }
    }

    private static void refuse(StreamObserver<DynamicMessage> client, Status status, String sentence) {
        client.onError(status.withDescription(sentence).asRuntimeException());
    }

    private DynamicMessage decide(MessageFields asked) throws ContractViolation {
        Decision decision = decider.decide(instance.app().queries().reader().read(asked));
        answered.accept(decision);
        return written(instance.app().answers(), decision);
    }

    private <A> DynamicMessage written(AnswerType<A> type, Decision decision) {
        return MessageWriter.write(
                proto.message(proto.methods().getFirst().output()),
                type.schema(),
                type.of().apply(decision));
    }

    private <I, O> Call operation(Operation<I, O> operation, AppProto.Method method) {
        return asked -> {
            Contract in = new Contract(asked);
            I request = operation.request().read(in);
            in.refuseUnread();
            return MessageWriter.write(
                    proto.message(method.output()), operation.response(), answered(operation, request));
        };
    }

    private static <I, O> O answered(Operation<I, O> operation, I request) throws ContractViolation {
        try {
            return operation.handler().apply(request);
        } catch (IllegalArgumentException e) {
            throw new ContractViolation("", String.valueOf(e.getMessage()));
        }
    }
}
