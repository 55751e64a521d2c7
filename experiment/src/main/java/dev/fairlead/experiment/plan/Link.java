package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.plan.Entry.Amended;
import dev.fairlead.experiment.plan.Entry.Decided;
import dev.fairlead.experiment.plan.Entry.Locked;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry in the chain.
 *
 * @param previous hash of the link before; zeros for the first
 * @param hash SHA-256 of the canonical record without this member
 */
record Link(Entry entry, String previous, String hash) {
    static final String NOTHING = "0".repeat(64);

    static Link first(Locked entry) {
        return of(entry, NOTHING);
    }

    /** The link of an entry that follows this one, if it may. */
    Link next(Entry next, LockedPlan current) {
        require(!(next instanceof Locked), "a plan is locked once; amend it");
        require(
                !next.at().isBefore(entry.at()),
                "an entry of " + next.at() + " cannot follow one of " + entry.at() + ": time goes on");
        if (next instanceof Amended amended) {
            require(!amended.changed().isEmpty(), "an amendment must change the plan, and this one does not");
            require(!amended.reason().isBlank(), "an amendment needs a reason");
            require(
                    amended.changed()
                            .equals(changed(current.plan(), amended.locked().plan())),
                    "the paths that an amendment says it changes are not those that it changes");
        }
        return of(next, hash);
    }

    private static Link of(Entry entry, String previous) {
        require(!entry.by().isBlank(), "an entry needs a name: who did it");
        return new Link(entry, previous, Sha256.of(new Json.Obj(members(entry, previous)).canonical()));
    }

    private static void require(boolean rule, String sentence) {
        if (!rule) {
            throw new IllegalArgumentException(sentence);
        }
    }

    String line() {
        Map<String, Json> members = members(entry, previous);
        members.put("hash", Json.of(hash));
        return new Json.Obj(members).canonical();
    }

    private static Map<String, Json> members(Entry entry, String previous) {
        var members = new LinkedHashMap<String, Json>();
        members.put("previous", Json.of(previous));
        members.put("at", at(entry.at()));
        members.put("by", Json.of(entry.by()));
        switch (entry) {
            case Locked locked -> {
                members.put("type", Json.of("locked"));
                plan(locked.locked(), members);
            }
            case Amended amended -> {
                members.put("type", Json.of("amended"));
                members.put("reason", Json.of(amended.reason()));
                members.put(
                        "changed",
                        new Json.Arr(amended.changed().stream().map(Json::of).toList()));
                plan(amended.locked(), members);
            }
            case Decided decided -> {
                members.put("type", Json.of(Word.of(decided.action())));
                members.put("text", Json.of(decided.text()));
                if (!decided.evidence().isEmpty()) {
                    members.put("evidence", Json.of(decided.evidence()));
                }
            }
        }
        return members;
    }

    private static Json at(Instant at) {
        return Json.of(at.toString());
    }

    private static void plan(LockedPlan locked, Map<String, Json> members) {
        members.put("plan", locked.plan().json());
        members.put("planHash", Json.of(locked.hash()));
    }

    static List<String> changed(Plan before, Plan after) {
        return Difference.between(before.json(), after.json()).stream()
                .map(Difference::path)
                .toList();
    }

    /** The plan that the last of some links leaves. */
    static LockedPlan inForce(List<Link> links) {
        for (Link link : links.reversed()) {
            if (link.entry() instanceof Amended amended) {
                return amended.locked();
            }
            if (link.entry() instanceof Locked locked) {
                return locked.locked();
            }
        }
        throw new IllegalArgumentException("the history is empty; it must begin with a locked plan");
    }
}
