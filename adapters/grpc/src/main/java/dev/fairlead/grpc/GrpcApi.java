package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.App;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FallbackDecider;
import dev.fairlead.decide.Query;
import dev.fairlead.events.ContractViolation;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Decisions over gRPC, with reflection and the standard health service. It serves from the moment it is made until it is closed. Requests
 * keep the contract of the HTTP API, with the same sentences where they do not.
 */
public final class GrpcApi implements AutoCloseable {
    /** Largest message taken, in bytes: as of the HTTP API. */
    public static final int MAX_MESSAGE = 8 << 20;

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String SERVICE = "fairlead.v1.Decisions";
    private static final String DEFAULT_APP = "feed";

    private final Map<String, AppInstance<?>> apps = new TreeMap<>();
    private final Consumer<Decision> answered;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    /**
     * @param apps that decide
     * @param answered told of each answer
     * @param port 0 takes a free one
     * @throws UncheckedIOException if host and port cannot be listened on
     */
    public GrpcApi(List<AppInstance<?>> apps, Consumer<Decision> answered, String host, int port) {
        apps.forEach(each -> this.apps.put(each.app().name(), each));
        this.answered = answered;
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                .executor(executor)
                .maxInboundMessageSize(MAX_MESSAGE)
                .addService(service())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(new HealthStatusManager().getHealthService())
                .build();
        try {
            server.start();
        } catch (IOException e) {
            executor.close();
            throw new UncheckedIOException(
                    "gRPC cannot listen on " + host + ":" + port + ": " + e.getMessage() + "; is the port in use?", e);
        }
    }

    private ServerServiceDefinition service() {
        MethodDescriptor<DynamicMessage, DynamicMessage> decide =
                MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Decide"))
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(DecideProto.REQUEST)))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(DecideProto.ANSWER)))
                        .build();
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder(SERVICE)
                        .setSchemaDescriptor(new Described())
                        .addMethod(decide)
                        .build())
                .addMethod(decide, ServerCalls.asyncUnaryCall(this::decide))
                .build();
    }

    private record Described() implements ProtoFileDescriptorSupplier {
        @Override
        public FileDescriptor getFileDescriptor() {
            return DecideProto.FILE;
        }
    }

    private void decide(DynamicMessage message, StreamObserver<DynamicMessage> client) {
        try {
            MessageFields fields = new MessageFields(message);
            String app = fields.text("app").orElse(DEFAULT_APP);
            AppInstance<?> instance = apps.get(app);
            if (instance == null) {
                client.onError(Status.NOT_FOUND
                        .withDescription(
                                "app: there is no app '" + app + "'; there is " + String.join(", ", apps.keySet()))
                        .asRuntimeException());
                return;
            }
            client.onNext(decide(instance, fields));
            client.onCompleted();
        } catch (ContractViolation e) {
            String where = e.field().isEmpty() ? "" : e.field() + ": ";
            client.onError(
                    Status.INVALID_ARGUMENT.withDescription(where + e.reason()).asRuntimeException());
        }
    }

    private <Q extends Query> DynamicMessage decide(AppInstance<Q> instance, MessageFields fields)
            throws ContractViolation {
        App<Q, ?> app = instance.app();
        Q query = app.queries().reader().read(fields.without("app"));
        Decision decision = new FallbackDecider<>(app.name(), instance.running().decider()).decide(query);
        answered.accept(decision);
        DynamicMessage.Builder answer = DynamicMessage.newBuilder(DecideProto.ANSWER);
        write(app.answers(), decision, new MessageWriter(answer));
        return answer.build();
    }

    private static <A> void write(AnswerType<A> type, Decision decision, MessageWriter out) {
        type.schema().write(type.of().apply(decision), out);
    }

    /** The port that is listened on. */
    public int port() {
        return server.getPort();
    }

    /** Takes no new calls, lets the running ones finish for {@code GRACE}, then ends. */
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        executor.close();
    }
}
