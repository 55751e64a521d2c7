package dev.fairlead.lab.retrieval;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.errors.UserException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyRoomTest {
    private static final Path FILE = Path.of("log.csv");

    @Test
    void whatDoesNotFitIsRefusedWithWhatToDoAndThatFits() {
        long rows = 10_000_000;
        StudyRoom room = new StudyRoom(4L << 30, 1);
        UserException refused = assertThrows(UserException.class, () -> room.expect(FILE, rows));
        String said = String.valueOf(refused.getMessage());
        String most = String.format(Locale.ROOT, "%,d", (4L << 30) / StudyRoom.EACH);
        assertEquals(
                0,
                said.indexOf("log.csv has 10,000,000 interactions, and a heap of 4.0 GiB has room for about " + most));
        String share = said.replaceAll(".*--share ([.\\d]+).*", "$1");
        assertDoesNotThrow(() -> new StudyRoom(4L << 30, Double.parseDouble(share)).expect(FILE, rows));
        long gib = Long.parseLong(said.replaceAll(".*FAIRLEAD_HEAP=(\\d+)g.*", "$1"));
        assertDoesNotThrow(() -> new StudyRoom(gib << 30, 1).expect(FILE, rows));
    }

    @Test
    void aShareIsOfPeopleAndTheSmallerIsInTheLarger() {
        StudyRoom tenth = new StudyRoom(1, 0.1);
        StudyRoom third = new StudyRoom(1, 0.3);
        long of = IntStream.range(0, 100_000).filter(u -> tenth.takes("u" + u)).count();
        assertEquals(10_000, of, 500);
        assertEquals(
                of,
                IntStream.range(0, 100_000)
                        .filter(u -> tenth.takes("u" + u) && third.takes("u" + u))
                        .count());
    }
}
