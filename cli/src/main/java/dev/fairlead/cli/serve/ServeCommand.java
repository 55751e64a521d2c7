package dev.fairlead.cli.serve;

import dev.fairlead.cli.option.DataOptions;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.grpc.GrpcApi;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Take events and answer requests over HTTP until stopped.")
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            defaultValue = HttpApi.DEFAULT_HOST,
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = HttpApi.DEFAULT_HOST;

    @Option(names = "--port", defaultValue = "8080", description = "0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port = HttpApi.DEFAULT_PORT;

    @Option(
            names = "--grpc-port",
            paramLabel = "PORT",
            description = "Also answer decisions over gRPC, on this port; 0 takes a free one.")
    private Optional<Integer> grpcPort = Optional.empty();

    @Option(
            names = "--admin-token",
            paramLabel = "FILE",
            description =
                    "File with the token that opens what is for operators; without it, only this machine may do it.")
    private Optional<Path> token = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "TYPE=DAYS",
            description = {
                "For how many days events of a type are kept, counted from when they happened; may be given for several types.",
                "Others are kept for ever. What has gone is missing to parity, replay, training and new features."
            })
    private List<String> keep = List.of();

    @Option(
            names = "--log-budget",
            paramLabel = "GIB",
            description = "How much of the disk the log may take before events that are not kept for ever go earlier.")
    private Optional<Double> budget = Optional.empty();

    @Override
    public Integer call() throws InterruptedException, IOException {
        Optional<String> secret =
                token.isPresent() ? Optional.of(WorkspaceOptions.token(token.get())) : Optional.empty();
        double gib = budget.orElse(0.0);
        if (!(gib >= 0 && gib < 1 << 20) || (gib > 0 && keep.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--log-budget is a number of GiB, and needs --keep to say what may go before it is exceeded");
        }
        Node node = data.open();
        try {
            node.keep(keep, (long) (gib * (1 << 30)));
        } catch (IllegalArgumentException e) {
            node.close();
            throw e;
        }
        serve(node, host, port, secret, grpcPort);
        return 0;
    }

    /** Serves until the process is told to stop, then lets requests finish, snapshots and closes. */
    public static void serve(Node node, String host, int port, Optional<String> token, Optional<Integer> grpcPort)
            throws InterruptedException {
        HttpApi api;
        Optional<GrpcApi> grpc;
        try {
            grpc = grpcPort.map(own -> node.grpc(host, own));
            api = node.serve(host, port, token);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            grpc.ifPresent(GrpcApi::close);
            api.close();
            node.close();
            stopped.countDown();
        }));
        String model = node.serving(FeedApp.NAME).isEmpty() ? "the heuristic" : "release " + node.serving(FeedApp.NAME);
        System.out.println(
                "Fairlead listens on http://" + host + ":" + api.port() + " with " + model + "; Ctrl-C stops it");
        grpc.ifPresent(own -> System.out.println("gRPC: " + host + ":" + own.port()));
        stopped.await();
    }
}
