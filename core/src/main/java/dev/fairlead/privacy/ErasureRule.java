package dev.fairlead.privacy;

import dev.fairlead.events.ErasedPerson;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Logged;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A person leaves the log, in two readings of it: what ids were made of the person's, then what becomes of each event. */
final class ErasureRule implements LogRewriter.Rule {
    private final EventTypes types;
    private final ErasedPerson person;
    private final boolean plain;
    private final byte[] id;
    private final byte[] pseudonym;
    private boolean noting = true;
    private long first = Long.MAX_VALUE;

    ErasureRule(EventTypes types, ErasedPerson person) {
        this.types = types;
        this.person = person;
        this.plain = person.id().chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '/');
        this.id = person.id().getBytes(StandardCharsets.UTF_8);
        this.pseudonym = person.pseudonym().getBytes(StandardCharsets.UTF_8);
    }

    /** From now on events change. */
    void noted() {
        noting = false;
    }

    /** Offset of the first event about the person; {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return first;
    }

    /** Whether the id is in the bytes; where they may hold it in another form, it is to be looked for in the event. */
    @Override
    public boolean concerns(byte[] bytes, int from, int length) {
        return !plain || has(bytes, from, length, id) || (noting && has(bytes, from, length, pseudonym));
    }

    private static boolean has(byte[] bytes, int from, int length, byte[] part) {
        for (int at = from, end = from + length - part.length; at <= end; at++) {
            if (bytes[at] == part[0] && Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<Event> of(Logged logged) {
        if (!noting) {
            return types.without(logged.event(), person);
        }
        if (types.note(logged.event(), person)) {
            first = Math.min(first, logged.offset());
        }
        return Optional.of(logged.event());
    }

    @Override
    public boolean keepsUnreadable(byte[] bytes) {
        return noting || !person.in(new String(bytes, StandardCharsets.UTF_8));
    }
}
