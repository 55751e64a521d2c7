package dev.fairlead.retrieval;

import java.util.List;

/** What the user touched, latest first: people come back to what they looked at. The score is minus the age in seconds. */
final class RecentItems implements CandidateSource {
    @Override
    public String name() {
        return "recent";
    }

    @Override
    public List<Found> find(SourceQuery query) {
        return query.user().history().stream()
                .filter(interaction -> query.allowed().test(interaction.item().item()))
                .limit(query.k())
                .map(interaction -> new Found(interaction.item().item(), -interaction.ageSeconds()))
                .toList();
    }
}
