package dev.fairlead.cli.remote;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.DeadLetters;
import java.util.List;

/** The refused events of a server. */
record RemoteDeadLetters(ServerClient server) implements DeadLetters {
    private static final int PAGE = 100;

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        return server.get(
                "/v1/dead-letters?after=" + after + "&limit=" + Math.min(limit, PAGE),
                answer -> answer.records("dead_letters", RemoteDeadLetters::letter));
    }

    private static DeadLetter letter(Contract in) throws ContractViolation {
        return new DeadLetter(
                in.whole("number", 0, Long.MAX_VALUE),
                in.whole("received", 0, Long.MAX_VALUE),
                in.raw("source"),
                in.whole("line", 0, Long.MAX_VALUE),
                in.raw("field"),
                in.raw("reason"),
                in.raw("payload"));
    }

    @Override
    public long deadLetterCount() {
        return server.get("/v1/dead-letters?limit=1", answer -> answer.whole("waiting", 0, Long.MAX_VALUE));
    }

    @Override
    public void markResubmitted(List<Long> numbers) {
        server.post(
                "/v1/dead-letters/resolve",
                ServerClient.json(out -> out.numbers(
                        "numbers",
                        numbers.stream().mapToDouble(Long::doubleValue).toArray())),
                answer -> answer.whole("waiting", 0, Long.MAX_VALUE));
    }
}
