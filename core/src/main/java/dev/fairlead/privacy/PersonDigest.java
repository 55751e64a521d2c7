package dev.fairlead.privacy;

import dev.fairlead.events.Erasure;
import dev.fairlead.state.SipHash;
import java.util.HexFormat;

/** Tells who knows an id whether an {@link Erasure} is about it. */
public final class PersonDigest {
    private PersonDigest() {}

    /** @param erasure id of the event. @return 16 hexadecimal digits */
    public static String of(String erasure, String person) {
        return HexFormat.of().toHexDigits(SipHash.named(erasure).of(person));
    }
}
