package dev.fairlead.trees;

/** Writes a document of objects and arrays, as JSON or as UBJSON, in the ways that XGBoost has to write them. */
interface DocumentWriter {
    void open();

    void key(String name);

    void close();

    void text(String value);

    void integer(int value);

    void number(float value);

    /** An array of so many values, which follow, and then {@link #endList}. */
    void list(int size);

    void endList();

    void floats(float... values);

    void ints(int... values);

    /** In UBJSON, in eight bytes each. */
    void longs(int... values);

    /** In UBJSON, in one byte each. */
    void bytes(int... values);

    default void text(String key, String value) {
        key(key);
        text(value);
    }
}
