package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.plan.Entry.Action;
import dev.fairlead.experiment.plan.Entry.Amended;
import dev.fairlead.experiment.plan.Entry.Decided;
import dev.fairlead.experiment.plan.Entry.Locked;
import dev.fairlead.experiment.time.WrittenTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a history line by line and verifies the chain. */
final class HistoryReader {
    private final List<Link> links = new ArrayList<>();

    List<Link> links() {
        if (links.isEmpty()) {
            throw new IllegalArgumentException("the history is empty; it must begin with a locked plan");
        }
        return links;
    }

    void accept(String line) {
        try {
            links.add(link(line));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + (links.size() + 1) + " of the history: " + e.getMessage(), e);
        }
    }

    private Link link(String line) {
        Json json = Json.parse(line);
        require(json instanceof Json.Obj, "it is no record");
        require(
                json.canonical().equals(line),
                "it was changed after it was written: it is not in canonical form, as it is when written");
        var members = new LinkedHashMap<>(((Json.Obj) json).members());
        String previous = links.isEmpty() ? Link.NOTHING : links.getLast().hash();
        String before = text(members, "previous");
        require(
                before.equals(previous),
                "it does not follow the line before it: it names the hash " + before + " and that line has " + previous
                        + "; a line was removed, inserted, moved or changed");
        String hash = text(members, "hash");
        members.remove("hash");
        String computed = Sha256.of(new Json.Obj(members).canonical());
        require(
                computed.equals(hash),
                "it was changed after it was written: its hash is " + computed + " and it says " + hash);
        return verified(entry(members), line);
    }

    /** What was read must write the very line, so that nothing in it goes unread. */
    private Link verified(Entry entry, String line) {
        Link link = links.isEmpty() ? first(entry) : links.getLast().next(entry, Link.inForce(links));
        require(link.line().equals(line), "it has members that its type does not have, or values in another form");
        return link;
    }

    private static Link first(Entry entry) {
        if (entry instanceof Locked locked) {
            return Link.first(locked);
        }
        throw new IllegalArgumentException("the history must begin with a locked plan");
    }

    private static Entry entry(Map<String, Json> members) {
        Instant at = instant(text(members, "at"));
        String by = text(members, "by");
        String type = text(members, "type");
        return switch (type) {
            case "locked" -> new Locked(plan(members, at), by);
            case "amended" -> new Amended(at, by, text(members, "reason"), changed(members), plan(members, at));
            default ->
                new Decided(
                        at,
                        by,
                        action(type),
                        text(members, "text"),
                        members.containsKey("evidence") ? text(members, "evidence") : "");
        };
    }

    private static Action action(String type) {
        Map<String, Action> actions = Word.constants(Action.values());
        Action action = actions.get(type);
        if (action == null) {
            throw new IllegalArgumentException(
                    "there is no entry of type \"" + type + "\"" + Suggestion.of(type, actions.keySet()));
        }
        return action;
    }

    private static LockedPlan plan(Map<String, Json> members, Instant at) {
        return new LockedPlan(Plan.of(member(members, "plan")), text(members, "planHash"), at);
    }

    private static List<String> changed(Map<String, Json> members) {
        return Typed.texts(member(members, "changed"))
                .orElseThrow(() -> new IllegalArgumentException("\"changed\" is no list of paths"));
    }

    private static String text(Map<String, Json> members, String name) {
        return Typed.text(member(members, name))
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no text"));
    }

    private static Json member(Map<String, Json> members, String name) {
        Json value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static Instant instant(String text) {
        try {
            return WrittenTime.of(text).instant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no time such as 2026-03-02T09:00:00Z", e);
        }
    }

    private static void require(boolean rule, String sentence) {
        if (!rule) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
