package dev.fairlead.growthbook;

/**
 * Another feature whose value must fulfil a condition.
 *
 * @param condition on an object with the member {@code value}
 * @param gate whether the whole feature ends where it does not hold; otherwise only the rule does
 */
record Prerequisite(String feature, ConditionNode condition, boolean gate) {}
