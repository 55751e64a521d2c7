package dev.fairlead.helidon;

import dev.fairlead.decide.App;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.List;

/** An app with its instance at work, and the endpoints that it answers at. */
public record AppEndpoints<Q extends Query>(App<Q, ?> app, RunningApp<Q> running) {
    List<Endpoint> endpoints(Meters meters) {
        List<Endpoint> endpoints = new ArrayList<>();
        String path = "/v1/" + app.name();
        endpoints.add(new Endpoint(
                Method.POST, path, "decides for " + app.name(), new PostDecision<>(app, running.decider(), meters)));
        for (Operation<?, ?> operation : running.operations()) {
            endpoints.add(new Endpoint(
                    Method.POST, path + "/" + operation.name(), operation.about(), new PostOperation<>(operation)));
        }
        return endpoints;
    }
}
