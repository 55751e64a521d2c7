package dev.fairlead.helidon;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Operation;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.List;

/** The endpoints that an app answers at. */
final class AppEndpoints {
    private AppEndpoints() {}

    static <Q extends Query> List<Endpoint> of(AppInstance<Q> instance, Meters meters) {
        App<Q, ?> app = instance.app();
        RunningApp<Q> running = instance.running();
        List<Endpoint> endpoints = new ArrayList<>();
        String path = "/v1/" + app.name();
        endpoints.add(new Endpoint(
                Method.POST, path, "decides for " + app.name(), new PostDecision<>(app, instance.decider(), meters)));
        for (Operation<?, ?> operation : running.operations()) {
            endpoints.add(new Endpoint(
                    Method.POST, path + "/" + operation.name(), operation.about(), new PostOperation<>(operation)));
        }
        return endpoints;
    }
}
