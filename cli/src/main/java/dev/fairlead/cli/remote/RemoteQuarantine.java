package dev.fairlead.cli.remote;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.log.Quarantine;
import dev.fairlead.log.Quarantined;
import java.util.List;
import java.util.Set;

/** The quarantine of a server. */
record RemoteQuarantine(ServerClient server) implements Quarantine {
    private static final int PAGE = 10_000;

    @Override
    public List<Quarantined> list(int limit) {
        return server.get(
                "/v1/quarantine?limit=" + Math.min(limit, PAGE),
                answer -> answer.records("quarantined", RemoteQuarantine::one));
    }

    private static Quarantined one(Contract in) throws ContractViolation {
        return new Quarantined(
                (int) in.whole("partition", 0, Integer.MAX_VALUE),
                in.whole("offset", 0, Long.MAX_VALUE),
                in.raw("id"),
                in.raw("state"),
                in.raw("cause"),
                in.whole("time", 0, Long.MAX_VALUE));
    }

    @Override
    public long count() {
        return server.get("/v1/quarantine?limit=1", answer -> answer.whole("events", 0, Long.MAX_VALUE));
    }

    @Override
    public Set<String> retry() {
        return Set.copyOf(server.post("/v1/quarantine/retry", new byte[0], answer -> answer.texts("states")));
    }
}
