package dev.fairlead.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import dev.fairlead.cli.Main;
import dev.fairlead.sqlite.ChildJvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is given by mistake is refused in a sentence that says what it is and what to do. */
class WrongInputTest {
    private static final String MAPPING = "type = interaction\nkind = view\nid = hash:user,item,when\n"
            + "time = column:when seconds\nuser = column:user\nsession = s\nitem = column:item\n";

    @TempDir
    private Path folder = Path.of("");

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CliRun importing(Object... args) {
        List<String> all = new ArrayList<>(
                List.of("import", "--data", folder.resolve("data").toString()));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        return CliRun.of(all.toArray(String[]::new));
    }

    @Test
    void aFileWithoutARow() throws IOException {
        importing(file("empty.csv", "")).expect(1).says("empty.csv is empty");
        importing(file("empty.jsonl", "")).expect(1).says("empty.jsonl is empty");
        importing(file("blank.csv", "\n\n")).expect(1).says("blank.csv holds nothing but empty lines");
        importing(file("header.csv", "user,item,when\n"))
                .expect(1)
                .says(
                        "header.csv is a table, and what it means is not clear: it has a line of column names, and no row");
    }

    @Test
    void aDirectoryAndAFileThatIsNotThere() throws IOException {
        Files.createDirectory(folder.resolve("logs"));
        importing(folder.resolve("logs")).expect(1).says("logs is a directory; name the files in it");
        importing(folder.resolve("none.csv")).expect(1).says("there is no file").says("none.csv");
    }

    @Test
    void aColumnTwice() throws IOException {
        importing(file("twice.csv", "user,item,when,user\nu,i,1764576000,v\n"))
                .expect(1)
                .says("twice.csv has the column 'user' twice");
        Path capitals = file("capitals.csv", "User,user,item,when\nu,v,i,1764576000\n");
        importing(capitals)
                .expect(1)
                .says(
                        "the columns 'User' and 'user' differ in their capitals only: say in the mapping which one is meant");
        importing(capitals, "--mapping", file("m.properties", MAPPING))
                .expect(0)
                .says("1 accepted");
    }

    @Test
    void aMappingForAnotherFile() throws IOException {
        Path mapping = file("m.properties", MAPPING);
        importing(file("orders.csv", "customer,sku,created\nu,i,1764576000\n"), "--mapping", mapping)
                .expect(1)
                .says("orders.csv has no column '")
                .says("which the mapping takes for")
                .says("known: customer, sku, created");
        importing(
                        file(
                                "events.jsonl",
                                "{\"type\":\"click\",\"id\":\"c\",\"time\":1764576000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"}\n"),
                        "--mapping",
                        mapping)
                .expect(1)
                .says("events.jsonl holds JSON, and a mapping is for a table");
    }

    @Test
    void timesInThreeUnits() throws IOException {
        Path table = file("units.csv", "user,item,when\nu,a,1764576000\nu,b,1764576000000\nu,c,1764576000000000\n");
        importing(table)
                .expect(1)
                .says("the numbers of the column 'when' are seconds and milliseconds and microseconds since 1970 in one"
                        + " table; make them one unit before they are imported");
        importing(table, "--mapping", file("m.properties", MAPPING))
                .expect(0)
                .says("units.csv:3: time: ")
                .says("1 accepted, 0 duplicates, 2 refused");
    }

    @Test
    void aLineThatIsLongerThanTheMemory() throws Exception {
        aLongLine(256L << 20);
    }

    @Test
    @Tag("conformance")
    void aLineOfFourGigabytes() throws Exception {
        aLongLine(4L << 30);
    }

    /** The others are read, in memory that does not hold the line. */
    private void aLongLine(long length) throws Exception {
        Path table = withLine("long.csv", "user,item,when\nu,a,1764576000\n", length, "\nu,b,1764576001\n");
        Path events = withLine(
                "long.jsonl",
                "{\"type\":\"click\",\"id\":\"c\",\"time\":1764576000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"}\n",
                length,
                "\n{\"type\":\"click\",\"id\":\"d\",\"time\":1764576000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"}\n");
        assertTrue(inLittleMemory(table, 0).contains("long.csv:3: the row is a line of " + length + " bytes; at most"));
        assertTrue(inLittleMemory(events, 0)
                .contains("long.jsonl:2: malformed JSON at line 2, column 1: a line of more than"));
        Path first = withLine("first.csv", "", length, "\nu,a,1764576000\n");
        assertTrue(inLittleMemory(first, 1)
                .contains("first.csv is no table of text: its first line is a line of " + length + " bytes"));
    }

    private Path withLine(String name, String before, long length, String after) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            out.seek(before.length() + length); // a hole, which is read as zeros and takes no room
            out.write(after.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String inLittleMemory(Path file, int status) throws Exception {
        Path told = folder.resolve("told.txt");
        Process child = ChildJvm.of(
                        folder,
                        "160m",
                        Main.class,
                        "import",
                        file.toString(),
                        "--data",
                        folder.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        assertEquals(status, child.waitFor(), () -> read(told));
        String text = read(told);
        assertEquals(status == 0, text.contains("2 accepted, 0 duplicates, 1 refused"), text);
        return text;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
