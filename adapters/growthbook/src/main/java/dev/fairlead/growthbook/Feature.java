package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.List;

/** A feature: the first rule that decides gives its value. */
record Feature(Json defaultValue, List<FeatureRule> rules) {}
