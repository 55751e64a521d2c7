package dev.fairlead.bench;

import dev.fairlead.cli.CliRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public logs are imported as they are, with nothing but their names of columns. */
@Tag("conformance")
class ImportConformanceTest {
    private static final Path DATA = Path.of(System.getProperty("fairlead.data", ""));

    @TempDir
    private Path folder = Path.of("");

    private CliRun into(String data, Path... files) {
        String[] args = new String[3 + files.length];
        args[0] = "import";
        args[1] = "--data";
        args[2] = folder.resolve(data).toString();
        for (int i = 0; i < files.length; i++) {
            args[3 + i] = files[i].toString();
        }
        return CliRun.of(args);
    }

    @Test
    void ratingsWithFilmsAndPeopleInOneCommand() {
        Path movies = DATA.resolve("ml-100k");
        Path ratings = movies.resolve("ml-100k.inter.gz");
        Path films = movies.resolve("ml-100k.item.gz");
        Path people = movies.resolve("ml-100k.user.gz");
        into("a", ratings, films, people)
                .expect(0)
                .says("943 users, 1,682 items, 1,682 described (1,682 of those that people met)")
                .says("kinds of interaction: dislike 17,480, like 55,375, view 27,145")
                .says("102625 accepted, 0 duplicates, 0 refused");
        into("a", people, films, ratings).expect(0).says("0 accepted, 102625 duplicates, 0 refused");
    }

    @Test
    void clicksOfSessionsInTwoFiles() {
        Path clicks = DATA.resolve("yoochoose-100k");
        into(
                        "b",
                        clicks.resolve("yoochoose-clicks-100k_train_full.txt.gz"),
                        clicks.resolve("yoochoose-clicks-100k_test.txt.gz"))
                .expect(0)
                .says("21,210 users, 2,933 items")
                .says("83845 accepted, 1 duplicates, 0 refused");
    }
}
