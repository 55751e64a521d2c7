package dev.fairlead.events;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who is being erased: the id, what stands in its place from then on, and what other ids were made of it. */
public final class ErasedPerson {
    private final String id;
    private final String pseudonym;
    private final Pattern part;
    private final Map<String, String> derived = new HashMap<>();

    /** @throws IllegalArgumentException if the id is blank, too long, or a pseudonym already */
    public ErasedPerson(String id, String pseudonym) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a person's id must not be blank");
        }
        if (id.length() > Contract.MAX_ID) {
            throw new IllegalArgumentException("a person's id has at most " + Contract.MAX_ID + " characters");
        }
        if (id.startsWith(Erasure.PSEUDONYM)) {
            throw new IllegalArgumentException("'" + id + "' stands for a person who was erased already");
        }
        this.id = id;
        this.pseudonym = pseudonym;
        this.part = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(id) + "(?![\\p{L}\\p{N}])");
    }

    public String id() {
        return id;
    }

    public String pseudonym() {
        return pseudonym;
    }

    /** Whether the id stands in a text, with neither a letter nor a digit beside it: in "visit-ada-17", but not in "adamant". */
    public boolean in(String text) {
        return text.contains(id) && part.matcher(text).find();
    }

    /** Notes an id of the person's events that may be made of the person's id, or was until the pseudonym took its place. */
    void note(String other) {
        if (in(other)) {
            derived.put(other, part.matcher(other).replaceAll(Matcher.quoteReplacement(pseudonym)));
        } else if (other.contains(pseudonym)) {
            derived.put(other.replace(pseudonym, id), other);
        }
    }

    /** What becomes of an id that names a person, or was made of one, whoever's event it is in. */
    String named(String other) {
        return other.equals(id) ? pseudonym : renamed(other);
    }

    /** What becomes of an id that names something else, whoever's event it is in: of those that were noted the pseudonym is a part. */
    String renamed(String other) {
        return derived.getOrDefault(other, other);
    }
}
