package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.radio.SongQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackDeciderTest {
    private static final SongQuery QUERY = SongQuery.from("ann", "de", "mobile");

    private static final Decider<SongQuery> BROKEN = new Decider<>() {
        @Override
        public Decision decide(SongQuery query) {
            throw new IllegalStateException("broken");
        }

        @Override
        public List<Choice> lastResort(SongQuery query) {
            return List.of(Choice.unscored("the news", 1, "last resort", "", Double.NaN));
        }
    };

    /** What breaks a decider may break what notes its failure, too: both ask which release serves. */
    @Test
    void itAnswersWhenItsFailureCannotBeNoted() {
        FallbackDecider<SongQuery> decider = new FallbackDecider<>(
                "radio",
                BROKEN,
                (_, _) -> {
                    throw new IllegalStateException("broken, too");
                },
                (_, _) -> {});
        Decision decision = decider.decide(QUERY);
        assertEquals(FailedDecisions.ERROR, decision.fallback());
        assertEquals("the news", decision.choices().getFirst().action());
        assertTrue(decision.id().startsWith("unlogged-"), decision.id());
    }
}
