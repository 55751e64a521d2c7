package dev.fairlead.state;

/** Where a process keeps cold rows. */
public interface ColdStore {
    /** On the heap, for a process that ends with its states. */
    ColdStore HEAP = _ -> new HeapColdRows();

    /** Those of this name, always the same: lower-case letters, digits, '-' and '.'. */
    ColdRows rows(String name);
}
