package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortFolderTest {
    @TempDir
    private Path temporary = Path.of("");

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.toList();
        }
    }

    @Test
    void whatAProcessThatWasKilledHasLeftIsDeletedAndWhatIsInUseStays() throws IOException {
        Path left = Files.createDirectory(temporary.resolve("fairlead-import-left"));
        Files.writeString(left.resolve("0.run"), "events");
        Files.createFile(left.resolve("in-use")); // the lock of nobody
        Path other = Files.createDirectory(temporary.resolve("fairlead-export"));
        try (SortFolder used = SortFolder.in(temporary)) {
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(other));
            Files.writeString(used.file("0.run"), "events");
            try (SortFolder second = SortFolder.in(temporary)) {
                assertTrue(Files.exists(used.file("0.run")), "the lock is held");
                assertEquals(3, folders().size());
                assertFalse(used.file("0.run").equals(second.file("0.run")));
            }
        }
        assertEquals(List.of(other), folders());
    }

    @Test
    void aFolderWithoutALockStaysSinceItMayBeJustMade() throws IOException {
        Path fresh = Files.createDirectory(temporary.resolve("fairlead-import-fresh"));
        SortFolder.in(temporary).close();
        assertEquals(List.of(fresh), folders());
    }
}
