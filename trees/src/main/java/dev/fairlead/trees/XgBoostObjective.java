package dev.fairlead.trees;

/**
 * What XGBoost makes of raw scores under an objective, and of {@code base_score} before it is one. The functions are those of
 * {@code ObjFunction::PredTransform} and {@code ObjFunction::ProbToMargin} for each objective in XGBoost's src/objective.
 *
 * @param name as in {@code binary:logistic}
 * @param output from raw scores to predictions
 * @param link from the scale of predictions, on which base_score is given, to raw scores
 */
record XgBoostObjective(String name, Output output, Link link) {

    /** XGBoost computes it in floats, and so do we. */
    enum Link {
        IDENTITY {
            @Override
            float margin(float score, float before) {
                return score;
            }
        },
        /** −log(1 / score − 1). */
        LOGIT {
            @Override
            float margin(float score, float before) {
                return (float) -Math.log(1 / score - 1);
            }
        },
        LOG {
            @Override
            float margin(float score, float before) {
                return (float) Math.log(score);
            }
        },
        /** What {@link Output.Rising} undoes; scores that do not rise are taken to rise by as little as it adds. */
        RISING {
            @Override
            float margin(float score, float before) {
                float least = Output.Rising.LEAST;
                return Float.isNaN(before)
                        ? score
                        : (float) Math.log(Math.expm1(Math.max(score - before - least, least)));
            }
        };

        /**
         * @param score of a class
         * @param before the score of the class before, NaN for the first
         */
        abstract float margin(float score, float before);
    }

    /**
     * @param objective the object {@code learner.objective}
     * @param classes scores per row
     * @param version of XGBoost that wrote the model: major, minor, patch
     */
    static XgBoostObjective of(Value.Entries objective, int classes, int[] version) {
        Value name = objective.required("name");
        return switch (name.text()) {
            case "reg:squarederror",
                    "reg:linear",
                    "reg:squaredlogerror",
                    "reg:pseudohubererror",
                    "reg:absoluteerror",
                    "reg:quantileerror",
                    "rank:pairwise",
                    "rank:ndcg",
                    "rank:map" -> new XgBoostObjective(name.text(), new Output.Identity(), Link.IDENTITY);
            case "reg:expectileerror" -> new XgBoostObjective(name.text(), new Output.Rising(), Link.RISING);
            case "reg:logistic", "binary:logistic" ->
                new XgBoostObjective(name.text(), new Output.Sigmoid(1), Link.LOGIT);
            case "binary:logitraw" -> logitRaw(name, version);
            case "binary:hinge" -> new XgBoostObjective(name.text(), new Output.Step(), Link.IDENTITY);
            case "multi:softprob", "multi:softmax" -> softmax(objective, name, classes);
            case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft" ->
                new XgBoostObjective(name.text(), new Output.Exponential(), Link.LOG);
            default ->
                throw name.place()
                        .unsupported(
                                "is " + Field.quote(name.text()),
                                "XGBoost's own objectives of versions 1, 2 and 3 that give a score or one per class");
        };
    }

    /** Up to version 1.2, base_score was a probability for this objective; since then it is a raw score. */
    private static XgBoostObjective logitRaw(Value name, int[] version) {
        if (version[0] == 1 && version[1] < 3) {
            throw name.place()
                    .unsupported(
                            "is \"binary:logitraw\" in a model of XGBoost " + version[0] + "." + version[1],
                            "it from version 1.3 on, which changed the meaning of base_score");
        }
        return new XgBoostObjective(name.text(), new Output.Identity(), Link.IDENTITY);
    }

    private static XgBoostObjective softmax(Value.Entries objective, Value name, int classes) {
        Value told = objective.required("softmax_multiclass_param").object().required("num_class");
        int count = told.integer(0, Integer.MAX_VALUE);
        if (Math.max(1, count) != classes) {
            throw told.place().damaged("is " + count + " in a model of " + classes + " scores per row");
        }
        Output output = name.text().equals("multi:softmax") ? new Output.Largest() : new Output.Softmax();
        return new XgBoostObjective(name.text(), output, Link.IDENTITY);
    }
}
