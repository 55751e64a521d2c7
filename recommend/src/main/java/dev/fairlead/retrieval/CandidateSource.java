package dev.fairlead.retrieval;

import java.util.List;

/** Something that proposes items for a user. */
public interface CandidateSource {
    /** Short name in tables and in the provenance of candidates: "popular", "towers". */
    String name();

    /** At most {@code k} different items that are allowed, best first; fewer, or none, when it knows no more. */
    List<Found> find(SourceQuery query);
}
