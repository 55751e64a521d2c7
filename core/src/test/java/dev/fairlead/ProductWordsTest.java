package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Core is the platform of any product: no word of one is in its sources, neither in names nor in texts nor in comments. */
class ProductWordsTest {
    private static final List<String> PRODUCT = List.of(
            "item", "price", "seller", "catalogue", "click", "purchase", "cart", "slate", "notification", "road");
    /** Other words that hold one of these by chance. */
    private static final List<String> OTHERS = List.of("broad", "itemise", "itemize");

    private static final Path SOURCES = Path.of("src", "main", "java");

    private static Stream<String> found(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .flatMap(i -> words(lines.get(i)).map(word -> file + ":" + (i + 1) + ": " + word));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> words(String line) {
        return Pattern.compile("(?i)\\p{Alpha}*(" + String.join("|", PRODUCT) + ")\\p{Alpha}*")
                .matcher(line)
                .results()
                .map(match -> match.group())
                .filter(word -> OTHERS.stream().noneMatch(word.toLowerCase()::startsWith));
    }

    @Test
    void coreSaysNoWordOfAProduct() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(
                    sources.size() > 50,
                    () -> "only " + sources.size() + " sources found in " + SOURCES.toAbsolutePath());
            assertEquals(
                    List.of(), sources.stream().flatMap(ProductWordsTest::found).toList());
        }
    }

    @Test
    void aWordIsFoundInANameATextAndAComment() {
        assertEquals(
                List.of("ItemTouches", "itemId", "Catalogue", "carts"),
                words("ItemTouches of(itemId, \"a Catalogue\") // carts, broadly")
                        .toList());
    }
}
