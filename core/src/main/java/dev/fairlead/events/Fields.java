package dev.fairlead.events;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Named values as some format (a JSON object, a row of a table) holds them, before any contract is checked. A field that
 * is there but null counts as absent.
 */
public interface Fields {
    /** Names of the fields that are present. */
    Set<String> names();

    /** Names of the fields that are there and null, which count as absent; empty where the format has no null of its own. */
    default Set<String> nulls() {
        return Set.of();
    }

    /** @throws ContractViolation if the field is present and is not text */
    Optional<String> text(String name) throws ContractViolation;

    /** @throws ContractViolation if the field is present and is not a finite number */
    OptionalDouble number(String name) throws ContractViolation;

    /** @throws ContractViolation if the field is present and is not a whole number of at most 64 bits */
    OptionalLong whole(String name) throws ContractViolation;

    /** @throws ContractViolation if the field is present and is neither true nor false */
    Optional<Boolean> flag(String name) throws ContractViolation;

    /** @throws ContractViolation if the field is present and is not a list of numbers; null among them is NaN */
    Optional<double[]> numbers(String name) throws ContractViolation;

    /** A time: whole milliseconds since 1970, or ISO-8601 text with a zone ({@code 2026-03-01T12:00:00Z}). */
    OptionalLong time(String name) throws ContractViolation;

    /** @throws ContractViolation if the field is present and is not a list of texts */
    Optional<List<String>> texts(String name) throws ContractViolation;

    /** Whether the field is a list that begins with an object: for fields that may hold texts or objects. */
    boolean beginsWithObject(String name);

    /** @throws ContractViolation if the field is present and is not a list of objects */
    Optional<List<Fields>> records(String name) throws ContractViolation;

    /** One object as the value of a field. */
    Optional<Fields> record(String name) throws ContractViolation;
}
