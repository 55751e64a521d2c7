package dev.fairlead.cli.remote;

import dev.fairlead.decide.App;
import dev.fairlead.decide.Ingest;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.EventTypes;
import dev.fairlead.helidon.Promotions;
import dev.fairlead.json.JsonDocuments;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.Quarantine;
import dev.fairlead.privacy.ErasureReport;
import dev.fairlead.registry.Registry;
import dev.fairlead.server.Node;
import dev.fairlead.server.Workspace;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** What a server holds, worked on while it serves. */
public final class RemoteWorkspace implements Workspace {
    private final ServerClient server;
    private final List<App<?, ?>> apps;
    private final EventTypes types;
    private final EventLog log;
    private final Registry registry;

    /** @param server closed with this. @param apps that the server has */
    public RemoteWorkspace(ServerClient server, List<App<?, ?>> apps) {
        this.server = server;
        this.apps = List.copyOf(apps);
        types = Node.types(apps);
        log = new RemoteLog(server, types);
        registry = new Registry(
                new RemoteModels(server),
                new JsonDocuments(),
                apps.stream().map(App::models).toList());
    }

    public ServerClient server() {
        return server;
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public DeadLetters deadLetters() {
        return new RemoteDeadLetters(server);
    }

    @Override
    public Quarantine quarantine() {
        return new RemoteQuarantine(server);
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public EventTypes types() {
        return types;
    }

    @Override
    public List<App<?, ?>> apps() {
        return apps;
    }

    @Override
    public Ingest intake() {
        return new Ingest(log, types, InstantSource.system());
    }

    @Override
    public String serving(String app) {
        return server
                .get(
                        "/v1/promotions",
                        answer -> answer.records(
                                "promotions",
                                in -> new Promotions.Promoted(in.text("app"), in.optionalText("release"))))
                .stream()
                .filter(each -> each.app().equals(app))
                .findFirst()
                .orElseThrow(() -> new UserException(
                        UserException.Kind.UNKNOWN, "the server at " + server.server() + " has no app '" + app + "'"))
                .release();
    }

    @Override
    public String servingProblem() {
        return server.get("/v1/promotions", answer -> answer.raw("problem"));
    }

    @Override
    public void promote(String app, String hash, String reason) {
        server.post(
                "/v1/promotions",
                ServerClient.json(out -> {
                    out.text("app", app);
                    out.text("release", hash);
                    out.text("reason", reason);
                }),
                answer -> answer.text("app"));
    }

    @Override
    public ErasureReport erase(String person, Consumer<String> progress) {
        return server.post(
                "/v1/erasures", ServerClient.json(out -> out.text("person", person)), ErasureReport.SCHEMA::read);
    }

    @Override
    public ImportStore imports() {
        return new RemoteImports(server);
    }

    @Override
    public long expired() {
        return server.get("/v1/health", answer -> answer.whole("expired", 0, Long.MAX_VALUE));
    }

    @Override
    public List<ErasureReport> erasures() {
        return server.get("/v1/erasures", answer -> answer.records("erasures", ErasureReport.SCHEMA::read));
    }

    @Override
    public void exported(List<String> files) {
        server.post(
                "/v1/exports", ServerClient.json(out -> out.texts("files", files)), answer -> answer.texts("files"));
    }

    @Override
    public void close() {
        server.close();
    }
}
