package dev.fairlead.server;

import dev.fairlead.helidon.Promotions;
import java.util.List;

/** A node's promotions for its HTTP API. */
record NodePromotions(Node node) implements Promotions {
    @Override
    public List<Promoted> serving() {
        return node.apps().stream()
                .map(app -> new Promoted(app.name(), node.serving(app.name())))
                .toList();
    }

    @Override
    public String problem() {
        return node.servingProblem();
    }

    @Override
    public Promoted promote(String app, String release, String reason) {
        node.promote(app, release, reason);
        return new Promoted(app, node.serving(app));
    }
}
