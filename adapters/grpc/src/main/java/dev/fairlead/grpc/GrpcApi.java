package dev.fairlead.grpc;

import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Decision;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The apps of a process over gRPC, each a service of its own ({@code fairlead.v1.Feed}) whose messages are built from the app's schemas,
 * with reflection and the standard health service. It serves from the moment it is made until it is closed. Requests
 * keep the contract of the HTTP API, with the same sentences where they do not.
 */
public final class GrpcApi implements AutoCloseable {
    /** Largest message taken, in bytes: as of the HTTP API. */
    public static final int MAX_MESSAGE = 8 << 20;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    /**
     * @param answered told of each decision that was answered
     * @param port 0 takes a free one
     * @throws UncheckedIOException if host and port cannot be listened on
     * @throws IllegalArgumentException if an app's schema cannot be a message
     */
    public GrpcApi(List<AppInstance<?>> apps, Consumer<Decision> answered, String host, int port) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                .executor(executor)
                .maxInboundMessageSize(MAX_MESSAGE)
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(new HealthStatusManager().getHealthService());
        apps.forEach(app -> builder.addService(AppService.of(app, answered)));
        this.server = builder.build();
        try {
            server.start();
        } catch (IOException e) {
            executor.close();
            throw new UncheckedIOException(
                    "gRPC cannot listen on " + host + ":" + port + ": " + e.getMessage() + "; is the port in use?", e);
        }
    }

    /** The text of an app's {@code .proto} file, for clients that generate code from it: what reflection tells, with comments. */
    public static String proto(AppInstance<?> app) {
        return ProtoText.of(AppProto.of(app));
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
