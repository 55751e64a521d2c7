package dev.fairlead.launch;

import dev.fairlead.events.Assigned;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Exposure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The exposures that decisions make. */
public final class Exposed {
    private Exposed() {}

    /**
     * The exposure of a decision's unit; empty when its arm was not drawn. The id is a hash of launch, plan, arm and unit,
     * so that the log, which takes an id once, keeps a unit's first exposure and grows by units, not by decisions.
     */
    public static Optional<Exposure> by(Decision decision) {
        Assigned assigned = decision.assigned();
        return assigned.drawn()
                ? Optional.of(new Exposure(
                        id(assigned),
                        decision.time(),
                        assigned.unit(),
                        assigned.launch(),
                        assigned.arm(),
                        assigned.plan(),
                        decision.model(),
                        assigned.propensity()))
                : Optional.empty();
    }

    private static String id(Assigned assigned) {
        try {
            String parts = String.join("\0", assigned.launch(), assigned.plan(), assigned.arm(), assigned.unit());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return "exposure-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
