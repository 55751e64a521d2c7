package dev.fairlead.cli.schema;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.Router;
import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.grpc.GrpcApi;
import dev.fairlead.server.Apps;
import dev.fairlead.state.HeapColdRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "proto",
        mixinStandardHelpOptions = true,
        description = "Print the .proto file of an app's gRPC service, for clients that generate code from it.")
final class ProtoCommand implements Runnable {
    @Option(names = "--app", paramLabel = "NAME", description = "The app (default: ${DEFAULT-VALUE}).")
    private String app = FeedApp.NAME;

    @Override
    public void run() {
        List<App<?, ?>> apps = Apps.of(FeedConfig.defaults());
        App<?, ?> meant = apps.stream()
                .filter(each -> each.name().equals(app))
                .findFirst()
                .orElseThrow(() -> new UserException(
                        UserException.Kind.UNKNOWN,
                        "there is no app '" + app + "'; there is "
                                + apps.stream().map(App::name).collect(Collectors.joining(", "))));
        System.out.print(GrpcApi.proto(idle(meant)));
    }

    /** The app with empty states, which nothing fills. */
    private static <Q extends Query> AppInstance<Q> idle(App<Q, ?> app) {
        AppContext nothing = new AppContext(
                Environment.system(),
                Router.NOTHING_PROMOTED,
                _ -> Optional.empty(),
                _ -> {},
                Runnable::run,
                _ -> new HeapColdRows());
        return new AppInstance<>(app, app.start(nothing));
    }
}
