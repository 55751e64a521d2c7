package dev.fairlead.decide;

import dev.fairlead.events.CatalogueItem;
import dev.fairlead.events.Context;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import java.util.List;

/** Reads a {@link DecisionRequest} and checks its contract. */
public final class DecisionRequests {
    /** Length of a slate when the caller does not say. */
    static final int DEFAULT_N = 20;

    /** {@link Candidate#source} of what the caller gave. */
    static final String SOURCE = "request";

    private DecisionRequests() {}

    /**
     * Reads the fields that {@code in} has not read yet.
     *
     * @param fields the same ones, unread
     * @param named whether the candidates are a list of item ids, not of records
     */
    public static DecisionRequest read(Contract in, Fields fields, boolean named) throws ContractViolation {
        DecisionRequest request = new DecisionRequest(
                in.text("user"),
                in.text("session"),
                in.record("context", Context.UNKNOWN, Context::read),
                (int) in.whole("n", 1, DecisionRequest.MAX_N, DEFAULT_N),
                candidates(fields, in, named));
        in.refuseUnread();
        return request;
    }

    private static List<Candidate> candidates(Fields fields, Contract in, boolean named) throws ContractViolation {
        List<Candidate> candidates =
                named ? named(in.texts("candidates")) : in.records("candidates", DecisionRequests::candidate);
        if (candidates.isEmpty() && fields.names().contains("candidates")) {
            throw new ContractViolation(
                    "candidates",
                    "the list of candidates is empty, so there is nothing to rank; leave `candidates` out to let Fairlead find them");
        }
        return candidates;
    }

    private static Candidate candidate(Contract in) throws ContractViolation {
        return new Candidate(in.text("item"), in.optionalNumber("price", 0, CatalogueItem.MAX_PRICE), SOURCE);
    }

    private static List<Candidate> named(List<String> items) {
        return items.stream()
                .map(item -> new Candidate(item, Double.NaN, SOURCE))
                .toList();
    }
}
