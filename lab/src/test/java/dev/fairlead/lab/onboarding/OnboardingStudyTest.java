package dev.fairlead.lab.onboarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OnboardingStudyTest {
    @Test
    void intervalsHoldWhereTheyShouldAndOnlyThere() {
        List<StudyRow> rows = StudyRow.of(60, 6_000, 5, _ -> {});
        for (StudyRow row : rows) {
            assertFalse(row.off(), row::toString);
        }
        assertEquals(60, row(rows, OnboardingStudy.ATTRITION, "blocks").held());
        assertTrue(row(rows, "invites", "naive").rate().share() < 0.85, rows::toString);
        assertTrue(row(rows, "encouragement", "as treated").rate().share() < 0.5, rows::toString);
        assertTrue(row(rows, "effect", "country US").truth() < 0, "a longer flow can hurt");
        assertTrue(row(rows, "effect", "country BR").truth() > 0, "and help");
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        assertEquals(StudyRow.of(4, 1_000, 9, _ -> {}), StudyRow.of(4, 1_000, 9, _ -> {}));
    }

    private static StudyRow row(List<StudyRow> rows, String experiment, String subject) {
        return rows.stream()
                .filter(row ->
                        row.experiment().equals(experiment) && row.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
