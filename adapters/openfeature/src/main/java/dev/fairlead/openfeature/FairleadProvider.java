package dev.fairlead.openfeature;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.growthbook.ExperimentResult;
import dev.fairlead.growthbook.FeatureResult;
import dev.fairlead.growthbook.GrowthBook;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Evaluates flags from a payload, without asking anybody: the units of launches get the arms that Fairlead gives them.
 *
 * <p>A launch's flag has the launch's name, and the arm's name as its text and its variant. Whoever takes no part gets the
 * caller's default with the reason {@code DEFAULT}. Where an experiment decided, the metadata name it ({@code experiment}),
 * and say whether its hash did ({@code exposed}): then the unit is part of its data, and an exposure is to be sent.
 */
public final class FairleadProvider implements FeatureProvider {
    /** The attribute that Fairlead's launches on users randomize. */
    public static final String USER = "user";

    private final Supplier<GrowthBook> payload;
    private final String unit;

    /** Evaluates for users. @param payload the current one; asked at each evaluation, so it must not block */
    public FairleadProvider(Supplier<GrowthBook> payload) {
        this(payload, USER);
    }

    /** @param unit the attribute that the targeting key stands for, where the context does not have it itself */
    public FairleadProvider(Supplier<GrowthBook> payload, String unit) {
        this.payload = payload;
        this.unit = unit;
    }

    @Override
    public Metadata getMetadata() {
        return () -> "Fairlead";
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(String key, Boolean otherwise, EvaluationContext context) {
        return evaluate(
                key,
                otherwise,
                context,
                "a boolean",
                json -> json instanceof Json.Bool(boolean value) ? Optional.of(value) : Optional.empty());
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(String key, String otherwise, EvaluationContext context) {
        return evaluate(
                key,
                otherwise,
                context,
                "a text",
                json -> json instanceof Json.Str(String value) ? Optional.of(value) : Optional.empty());
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer otherwise, EvaluationContext context) {
        return evaluate(
                key,
                otherwise,
                context,
                "a whole number of 32 bits",
                json -> json instanceof Json.Num(double value) && value == (int) value
                        ? Optional.of((int) value)
                        : Optional.empty());
    }

    @Override
    public ProviderEvaluation<Long> getLongEvaluation(String key, Long otherwise, EvaluationContext context) {
        return evaluate(
                key,
                otherwise,
                context,
                "a whole number up to 2^53",
                json -> json instanceof Json.Num(double value)
                                && value == Math.rint(value)
                                && Math.abs(value) <= MAX_SAFE_INTEGER
                        ? Optional.of((long) value)
                        : Optional.empty());
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double otherwise, EvaluationContext context) {
        return evaluate(
                key,
                otherwise,
                context,
                "a number",
                json -> json instanceof Json.Num(double value) ? Optional.of(value) : Optional.empty());
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String key, Value otherwise, EvaluationContext context) {
        return evaluate(key, otherwise, context, "a value", json -> Optional.of(Values.of(json)));
    }

    private <T> ProviderEvaluation<T> evaluate(
            String key, T otherwise, EvaluationContext context, String type, Function<Json, Optional<T>> as) {
        Json.Obj attributes = Values.attributes(context, unit);
        FeatureResult result = payload.get().eval(key, attributes);
        return switch (result.source()) {
            case UNKNOWN_FEATURE ->
                error(otherwise, ErrorCode.FLAG_NOT_FOUND, "the payload has no flag \"" + key + "\"");
            case CYCLIC_PREREQUISITE ->
                error(otherwise, ErrorCode.PARSE_ERROR, "the prerequisites of \"" + key + "\" lead back to it");
            default ->
                result.value().equals(Json.NULL)
                        ? nothing(otherwise, attributes)
                        : as.apply(result.value())
                                .map(value -> found(value, result))
                                .orElseGet(() -> error(
                                        otherwise,
                                        ErrorCode.TYPE_MISMATCH,
                                        "flag \"" + key + "\" is "
                                                + result.value().canonical() + " and not " + type));
        };
    }

    /** Nobody decided; without a unit nobody could. */
    private <T> ProviderEvaluation<T> nothing(T otherwise, Json.Obj attributes) {
        return attributes.get(unit).isEmpty()
                ? error(
                        otherwise,
                        ErrorCode.TARGETING_KEY_MISSING,
                        "the context has neither a targeting key nor the attribute \"" + unit + "\"")
                : ProviderEvaluation.<T>builder()
                        .value(otherwise)
                        .reason(Reason.DEFAULT.name())
                        .build();
    }

    private static <T> ProviderEvaluation<T> error(T otherwise, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(otherwise)
                .reason(Reason.ERROR.name())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    private static <T> ProviderEvaluation<T> found(T value, FeatureResult result) {
        var evaluation = ProviderEvaluation.<T>builder()
                .value(value)
                .reason(reason(result).name());
        result.experiment()
                .ifPresent(experiment -> evaluation
                        .variant(experiment.key())
                        .flagMetadata(ImmutableMetadata.builder()
                                .addString("experiment", key(experiment))
                                .addBoolean("exposed", experiment.hashUsed())
                                .build()));
        return evaluation.build();
    }

    private static String key(ExperimentResult experiment) {
        return experiment
                .definition()
                .get("key")
                .map(key -> key instanceof Json.Str(String name) ? name : "")
                .orElse("");
    }

    private static Reason reason(FeatureResult result) {
        return switch (result.source()) {
            case EXPERIMENT -> Reason.SPLIT;
            case FORCE -> Reason.TARGETING_MATCH;
            default -> Reason.DEFAULT;
        };
    }
}
