package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyProgressTest {
    private long nanos;

    @Test
    void itSaysTheRateAndTheTimeLeftEveryFewSeconds() {
        List<String> said = new ArrayList<>();
        StudyProgress progress = new StudyProgress(said::add, () -> nanos);
        progress.begin("als", 2);
        for (int setting = 0; setting < 2; setting++) {
            progress.part(setting);
            nanos += 4_000_000_000L; // of building
            for (int user = 0; user < 101; user++) {
                progress.asked(user, 101);
                nanos += 100_000_000; // ten users a second
            }
        }
        assertEquals(
                List.of(
                        "als: 2 settings",
                        "als: setting 1 of 2, 10 users a second, 0:23 left",
                        "als: setting 1 of 2, 10 users a second, 0:18 left",
                        "als: setting 2 of 2, 10 users a second, 0:10 left",
                        "als: setting 2 of 2, 10 users a second, 0:05 left"),
                said);
    }
}
