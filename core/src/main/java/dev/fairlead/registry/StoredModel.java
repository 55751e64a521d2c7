package dev.fairlead.registry;

import dev.fairlead.ranking.RankingModel;

/** A model with its card and the content hash that names it. */
public record StoredModel(String hash, ModelCard card, RankingModel model) {}
