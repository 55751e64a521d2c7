package dev.fairlead.state;

/** A named column of a feature row. Names are stable: model cards, logs and reports speak of features by them. */
public record Feature(String name, Column<?> column) {}
