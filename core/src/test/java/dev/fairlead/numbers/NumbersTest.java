package dev.fairlead.numbers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class NumbersTest {
    private enum Order {
        BY_PRICE,
        NEWEST_FIRST
    }

    private static final Parameter<Double> LOW = Parameter.real("bounds.low", 0, 10, "1", "", "Where it begins.");
    private static final Parameter<Double> HIGH = Parameter.real("bounds.high", 0, 10, "2.50", "", "Where it ends.");
    private static final Parameter<Long> SIZE = Parameter.whole("size", 1, 100, "20", "rows", "How many rows.");
    private static final Parameter<Boolean> LOUD = Parameter.flag("loud", "false", "Whether it is heard.");
    private static final Parameter<Order> ORDER = Parameter.choice("order", Order.class, "by-price", "What is first.");
    private static final Parameter<Duration> WAIT =
            Parameter.time("wait.hours", 0.01, 48, ChronoUnit.HOURS, "12", "How long it waits.");
    private static final Parameter<String> NAME = new Parameter<>(
            "name", new Kind.Text(Pattern.compile("[a-z]*"), "small letters"), "", "", "What it is called, a|b.");

    private static final NumberSchema SCHEMA =
            new NumberSchema(List.of(LOW, HIGH, SIZE, LOUD, ORDER, WAIT, NAME), List.of(NumbersTest::ordered));

    private static void ordered(Numbers numbers) {
        if (numbers.get(LOW) > numbers.get(HIGH)) {
            throw new IllegalArgumentException("bounds.low is above bounds.high");
        }
    }

    private static String refusal(Executable wrong) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }

    private static String refusal(String key, String value) {
        return refusal(() -> SCHEMA.defaults().with(key, value));
    }

    @Test
    void eachKindHasItsType() {
        Numbers numbers = SCHEMA.defaults().with(Map.of("order", "newest-first", "wait.hours", "0.5", "loud", "true"));
        assertEquals(2.5, numbers.get(HIGH));
        assertEquals(20, numbers.integer(SIZE));
        assertEquals(true, numbers.get(LOUD));
        assertEquals(Order.NEWEST_FIRST, numbers.get(ORDER));
        assertEquals(Duration.ofMinutes(30), numbers.get(WAIT));
        assertEquals("", numbers.get(NAME));
    }

    @Test
    void aValueOutOfRangeSaysWhichWouldBeRight() {
        assertEquals("configuration key 'size' is '0'; it must be a whole number from 1 to 100", refusal("size", "0"));
        assertEquals(
                "configuration key 'size' is '2.5'; it must be a whole number from 1 to 100", refusal("size", "2.5"));
        assertEquals(
                "configuration key 'bounds.low' is 'NaN'; it must be a number from 0.0 to 10.0",
                refusal("bounds.low", "NaN"));
        assertEquals("configuration key 'loud' is 'yes'; it must be one of false, true", refusal("loud", "yes"));
        assertEquals(
                "configuration key 'order' is 'BY_PRICE'; it must be one of by-price, newest-first",
                refusal("order", "BY_PRICE"));
        assertEquals(
                "configuration key 'wait.hours' is '49'; it must be a number of hours from 0.01 to 48.0",
                refusal("wait.hours", "49"));
        assertEquals("configuration key 'name' is 'A'; it must be small letters", refusal("name", "A"));
    }

    @Test
    void anUnknownKeyIsRefusedWithASuggestion() {
        assertEquals("unknown configuration key 'sise'; did you mean 'size'?", refusal("sise", "1"));
        assertTrue(refusal(() -> SCHEMA.defaults().value("zzz")).contains("known: bounds.low, bounds.high"));
    }

    @Test
    void aRuleHoldsBetweenNumbersThatChangeTogether() {
        assertEquals("bounds.low is above bounds.high", refusal("bounds.low", "3"));
        assertEquals(
                3,
                SCHEMA.defaults()
                        .with(Map.of("bounds.low", "3", "bounds.high", "4"))
                        .get(LOW));
    }

    @Test
    void textIsSortedKeepsWhatWasWrittenAndReadsBack() {
        Numbers numbers = SCHEMA.defaults().with("bounds.low", "1e-1");
        assertEquals(
                "bounds.high=2.50\nbounds.low=1e-1\nloud=false\nname=\norder=by-price\nsize=20\nwait.hours=12\n",
                numbers.text());
        assertEquals(numbers.text(), SCHEMA.defaults().withText(numbers.text()).text());
    }

    @Test
    void aFileChangesSomeAndAnErrorNamesIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, "# mine\nsize = 50 \n");
        assertEquals(50, SCHEMA.defaults().withFile(file).integer(SIZE));
        Files.writeString(file, "size=50\nsize=60\n");
        assertEquals(
                file + ": configuration key 'size' is given twice",
                refusal(() -> SCHEMA.defaults().withFile(file)));
        Path missing = folder.resolve("missing");
        assertEquals(
                "there is no configuration file " + missing,
                refusal(() -> SCHEMA.defaults().withFile(missing)));
    }

    @Test
    void aDeclarationIsCheckedWhenItIsMade() {
        assertEquals(
                "configuration key 'x' is '2'; it must be a number from 0.0 to 1.0",
                refusal(() -> Parameter.share("x", "2", "A share.")));
        assertTrue(refusal(() -> Parameter.share("Big Key", "1", "A share.")).startsWith("'Big Key' is no key"));
        assertTrue(refusal(() -> Parameter.share("x", "1", " ")).contains("needs a sentence"));
        assertEquals(
                "two parameters have the key 'size'", refusal(() -> new NumberSchema(List.of(SIZE, SIZE), List.of())));
    }

    @Test
    void theFileForPeopleIsOneThatIsRead() {
        String file = NumberDocs.file(SCHEMA, "All numbers.");
        assertTrue(
                file.startsWith(
                        "# All numbers.\n\n# Where it begins. It is a number from 0.0 to 10.0.\nbounds.low=1\n"),
                file);
        assertEquals(SCHEMA.defaults().text(), SCHEMA.defaults().withText(file).text());
    }

    @Test
    void theTableHasARowForEach() {
        List<String> lines = NumberDocs.table(SCHEMA).lines().toList();
        assertEquals(2 + SCHEMA.parameters().size(), lines.size());
        assertEquals("| `size` | `20` | rows | a whole number from 1 to 100 | How many rows. |", lines.get(4));
        assertTrue(lines.getLast().endsWith("What it is called, a\\|b. |"), lines.getLast());
    }

    @Test
    void theJsonSchemaRefusesOtherKeysAndKnowsTheRanges() {
        Json.Obj schema = (Json.Obj) Json.parse(((Json.Obj) NumberDocs.jsonSchema(SCHEMA)).canonical());
        assertEquals(Json.of(false), schema.members().get("additionalProperties"));
        Json.Obj properties = (Json.Obj) Objects.requireNonNull(schema.members().get("properties"));
        assertEquals(
                Json.parse(
                        "{\"description\":\"How many rows.\",\"type\":\"integer\",\"minimum\":1,\"maximum\":100,\"default\":20,\"unit\":\"rows\"}"),
                properties.members().get("size"));
        assertEquals(
                Json.parse(
                        "{\"description\":\"What is first.\",\"enum\":[\"by-price\",\"newest-first\"],\"default\":\"by-price\"}"),
                properties.members().get("order"));
        assertEquals(
                Json.parse("{\"description\":\"Whether it is heard.\",\"type\":\"boolean\",\"default\":false}"),
                properties.members().get("loud"));
    }
}
