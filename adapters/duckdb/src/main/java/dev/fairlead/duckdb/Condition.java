package dev.fairlead.duckdb;

import dev.fairlead.experiment.json.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows become events: {@code column:clicked is 1}, {@code column:status is not cancelled,returned}, {@code column:rating >= 4},
 * {@code column:order is not empty}.
 */
record Condition(String column, Test test, boolean negated, List<String> values) {
    /** How a cell is looked at. */
    enum Test {
        IS,
        EMPTY,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST
    }

    /** @throws TableException if the text is none */
    static Condition parse(String key, String text) {
        List<Token> tokens = new ArrayList<>(Token.of(key, text));
        if (tokens.size() < 3 || !tokens.getFirst().text().startsWith("column:")) {
            throw wrong(key, text);
        }
        String column = tokens.removeFirst().text().substring("column:".length());
        String how = tokens.removeFirst().text();
        boolean negated = how.equals("is") && tokens.getFirst().text().equals("not");
        if (negated) {
            tokens.removeFirst();
        }
        if (tokens.size() != 1) {
            throw wrong(key, text);
        }
        String value = tokens.getFirst().text();
        Test test = switch (how) {
            case "is" -> value.equals("empty") && !tokens.getFirst().quoted() ? Test.EMPTY : Test.IS;
            case "<" -> Test.LESS;
            case "<=" -> Test.AT_MOST;
            case ">" -> Test.MORE;
            case ">=" -> Test.AT_LEAST;
            default ->
                throw new TableException("'" + key + "': '" + how + "' is no comparison"
                        + Suggestion.of(how, Set.of("is", "<", "<=", ">", ">=")));
        };
        if (test != Test.IS && test != Test.EMPTY && ValueMap.number(value).isEmpty()) {
            throw new TableException("'" + key + "': '" + value + "' is no number to compare with");
        }
        return new Condition(column, test, negated, List.of(value.split(",")));
    }

    private static TableException wrong(String key, String text) {
        return new TableException("'" + key + " = " + text
                + "' is no condition; one is like: column:clicked is 1, or column:status is not cancelled,returned, or"
                + " column:rating >= 4, or column:order is not empty");
    }

    boolean holds(Map<String, String> cells) {
        String cell = cells.getOrDefault(column, "").strip();
        return negated
                != switch (test) {
                    case IS -> values.stream().anyMatch(value -> equal(cell, value));
                    case EMPTY -> cell.isEmpty();
                    case LESS -> compared(cell).filter(order -> order < 0).isPresent();
                    case AT_MOST -> compared(cell).filter(order -> order <= 0).isPresent();
                    case MORE -> compared(cell).filter(order -> order > 0).isPresent();
                    case AT_LEAST -> compared(cell).filter(order -> order >= 0).isPresent();
                };
    }

    private static boolean equal(String cell, String value) {
        if (cell.equals(value)) {
            return true;
        }
        Optional<BigDecimal> number = ValueMap.number(value);
        return number.isPresent()
                && ValueMap.number(cell)
                        .filter(of -> of.compareTo(number.get()) == 0)
                        .isPresent();
    }

    /** How a cell compares with the value; empty if it holds no number. */
    private Optional<Integer> compared(String cell) {
        BigDecimal with = ValueMap.number(values.getFirst()).orElseThrow();
        return ValueMap.number(cell).map(number -> number.compareTo(with));
    }
}
