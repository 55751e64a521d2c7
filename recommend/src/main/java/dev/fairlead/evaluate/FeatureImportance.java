package dev.fairlead.evaluate;

/** How much a model's splits on one feature lowered its loss in training, in the model's own unit; only shares compare. */
public record FeatureImportance(String name, double gain) {}
