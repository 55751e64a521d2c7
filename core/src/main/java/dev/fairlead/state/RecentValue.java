package dev.fairlead.state;

/**
 * A value that an entity met.
 *
 * @param value dense id
 * @param code how it was last met: {@link Update#code}
 * @param ageSeconds since then, at least 0
 */
public record RecentValue(int value, int code, long ageSeconds) {}
