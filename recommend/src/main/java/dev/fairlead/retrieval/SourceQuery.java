package dev.fairlead.retrieval;

import java.util.function.Predicate;

/**
 * What a source is asked for.
 *
 * @param user whose candidates are sought
 * @param time now, in milliseconds since 1970
 * @param k most items wanted, at least 1
 * @param allowed whether an item may be proposed; others do not count towards {@code k}
 */
public record SourceQuery(UserFields user, long time, int k, Predicate<String> allowed) {}
