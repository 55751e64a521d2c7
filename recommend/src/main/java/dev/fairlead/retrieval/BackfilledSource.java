package dev.fairlead.retrieval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A source, and behind what it proposes another that fills the list up: a baseline need not end early. */
record BackfilledSource(String name, CandidateSource first, CandidateSource then) implements CandidateSource {
    @Override
    public List<Found> find(SourceQuery query) {
        List<Found> head = first.find(query);
        if (head.size() >= query.k()) {
            return head;
        }
        Map<String, Found> found = new LinkedHashMap<>();
        head.forEach(one -> found.put(one.item(), one));
        then.find(query).forEach(one -> found.putIfAbsent(one.item(), one));
        return found.values().stream().limit(query.k()).toList();
    }
}
