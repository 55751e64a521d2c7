package dev.fairlead.helidon;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import java.util.List;

/** What operators ask of a running process, so that no work on its data folder has to stop it. */
final class AdminEndpoints {
    private AdminEndpoints() {}

    static List<Endpoint> of(HttpApi.Parts parts) {
        AdminParts admin = parts.admin();
        AdminAuth auth = new AdminAuth(parts.token(), admin.ownToken());
        return List.of(
                get("/v1/log", "where the log ends", auth.guards(new LogHandlers.End(parts.log()))),
                get(
                        "/v1/log/events",
                        "events of the log",
                        auth.guards(new LogHandlers.Read(parts.log(), parts.types()))),
                post(
                        "/v1/log/events",
                        "appends what an operator brings",
                        auth.guards(new LogHandlers.Append(parts.intake(), parts.freshness()))),
                get(
                        "/v1/dead-letters",
                        "refused events",
                        auth.guards(new DeadLetterHandlers.Waiting(admin.deadLetters()))),
                post(
                        "/v1/dead-letters/resolve",
                        "marks refused events as resolved",
                        auth.guards(new DeadLetterHandlers.Resolve(admin.deadLetters()))),
                get(
                        "/v1/quarantine",
                        "events a state went without",
                        auth.guards(new QuarantineHandlers.All(admin.quarantine()))),
                post(
                        "/v1/quarantine/retry",
                        "replays their states at the next start",
                        auth.guards(new QuarantineHandlers.Retry(admin.quarantine()))),
                get("/v1/models", "the registry", auth.guards(new ModelHandlers.All(admin.registry()))),
                post("/v1/models", "stores a model file", auth.guards(new ModelHandlers.Put(admin.registry()))),
                get("/v1/models/{model}", "a model file", auth.guards(new ModelHandlers.Content(admin.registry()))),
                get("/v1/promotions", "what serves", auth.guards(new PromotionHandlers.Serving(admin.promotions()))),
                post(
                        "/v1/promotions",
                        "lets a model serve",
                        auth.guards(new PromotionHandlers.Promote(admin.promotions()))),
                get("/v1/imports", "what was imported", auth.guards(new ImportHandlers.All(admin.imports()))),
                post("/v1/imports", "notes an import", auth.guards(new ImportHandlers.Put(admin.imports()))),
                get("/v1/erasures", "what erasures did", auth.guards(new ErasureHandlers.All(admin.erasing()))),
                post("/v1/erasures", "erases a person", auth.guards(new ErasureHandlers.Erase(admin.erasing()))),
                post("/v1/exports", "notes an export", auth.guards(new ErasureHandlers.Exported(admin.erasing()))));
    }

    private static Endpoint get(String path, String about, Handler handler) {
        return new Endpoint(Method.GET, path, about, handler);
    }

    private static Endpoint post(String path, String about, Handler handler) {
        return new Endpoint(Method.POST, path, about, handler);
    }
}
