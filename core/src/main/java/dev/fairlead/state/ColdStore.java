package dev.fairlead.state;

/** Where a process keeps cold rows. */
public interface ColdStore {
    /** Those of this name, always the same: lower-case letters, digits, '-' and '.'. */
    ColdRows rows(String name);
}
