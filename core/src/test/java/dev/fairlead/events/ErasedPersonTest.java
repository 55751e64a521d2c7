package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.privacy.PersonDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErasedPersonTest {
    private static final long T = 1_700_000_000_000L;

    private record Page(String title, String author) {
        static final Schema<Page> SCHEMA = Schema.of(
                Page.class,
                Field.id("title", "of the page"),
                Field.id("author", "who wrote it").person());
    }

    private record Visit(String id, long time, String reader, String visit, String words, List<Page> pages)
            implements Event {
        static final EventType<Visit> TYPE = EventType.product(
                Visit.class,
                "visit",
                "A reader came.",
                Field.id("reader", "who came").person(),
                Field.id("visit", "the visit's id").derived(),
                Field.text("words", "what the reader said").attribute(),
                Field.objects("pages", Page.SCHEMA, "that were read"));
    }

    private record About(String id, long time, String reader, String town) implements Event {
        static final EventType<About> TYPE = EventType.product(
                        About.class,
                        "about",
                        "What is known of a reader.",
                        Field.id("reader", "who it is").person(),
                        Field.id("town", "where the reader lives").optional())
                .describing("reader");
    }

    private static final EventTypes TYPES = EventTypes.of(List.of(Visit.TYPE, About.TYPE));

    private final ErasedPerson ada = new ErasedPerson("ada", "erased-1");

    private static Visit visit(String id, String reader, String visit, Page... pages) {
        return new Visit(id, T, reader, visit, "hello", List.of(pages));
    }

    @Test
    void theIdBecomesThePseudonymAndAttributesGo() {
        Visit of = visit("e-ada-7", "ada", "v-ada-1", new Page("ada", "bob"));
        assertTrue(TYPES.note(of, ada));
        assertEquals(
                Optional.of(
                        new Visit("e-erased-1-7", T, "erased-1", "v-erased-1-1", "", List.of(new Page("ada", "bob")))),
                TYPES.without(of, ada),
                "a title is no person, whatever it says");
    }

    @Test
    void whatIsAboutSomebodyElseIsItself() {
        Visit of = visit("ada", "adamant", "v-ada-1");
        assertFalse(TYPES.note(of, ada));
        assertSame(of, TYPES.without(of, ada).orElseThrow());
    }

    /** In somebody else's event, an id that was made of the person's is renamed too, and nothing else changes. */
    @Test
    void idsThatWereMadeOfThePersonsAreRenamedEverywhere() {
        TYPES.note(visit("1", "ada", "v-ada-1"), ada);
        Visit of = visit("2", "bob", "v-ada-1", new Page("t", "ada"));
        assertEquals(Set.of("bob", "ada"), TYPES.persons(of));
        Visit left = (Visit) TYPES.without(of, ada).orElseThrow();
        assertEquals("v-erased-1-1", left.visit());
        assertEquals("bob", left.reader());
        assertEquals("erased-1", left.pages().getFirst().author());
        assertEquals("", left.words(), "the event is about both, and nobody can say whose words they are");
    }

    @Test
    void whatDescribesThePersonIsGone() {
        assertEquals(Optional.empty(), TYPES.without(new About("1", T, "ada", "London"), ada));
        Event other = new About("1", T, "bob", "ada");
        assertSame(other, TYPES.without(other, ada).orElseThrow());
    }

    /** A rewriting that was interrupted has left some events as they were, and others with the pseudonym. */
    @Test
    void itCanGoOnWhereItWasInterrupted() {
        Visit done = visit("e-erased-1-7", "erased-1", "v-erased-1-1");
        assertTrue(TYPES.note(done, ada));
        assertSame(done, TYPES.without(done, ada).orElseThrow());
        Visit left = visit("2", "bob", "v-ada-1");
        assertEquals("v-erased-1-1", ((Visit) TYPES.without(left, ada).orElseThrow()).visit());
    }

    @Test
    void anIdIsInATextOnlyAsAWhole() {
        for (String text : List.of("ada", "x-ada", "ada/1", "{\"user\":\"ada\"}", "ada.ada")) {
            assertTrue(ada.in(text), text);
        }
        for (String text : List.of("", "adamant", "canada", "ada1", "Ada")) {
            assertFalse(ada.in(text), text);
        }
        assertTrue(new ErasedPerson("a.*b\"", "erased-1").in("the a.*b\" of it"));
    }

    @Test
    void aDigestTellsOnlyWhoKnowsTheId() {
        assertEquals(PersonDigest.of("erasure-1", "ada"), PersonDigest.of("erasure-1", "ada"));
        assertFalse(PersonDigest.of("erasure-1", "ada").equals(PersonDigest.of("erasure-2", "ada")));
        assertFalse(PersonDigest.of("erasure-1", "ada").equals(PersonDigest.of("erasure-1", "bob")));
        assertEquals(16, PersonDigest.of("erasure-1", "ada").length());
    }
}
