package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The text of a row file: UTF-8, unpacked if it starts as gzip does, without a byte order mark.
 *
 * @param head the first lines, whole, without their ends; at most {@value #HEAD_LINES}
 * @param reader of the whole text
 */
record RowText(List<String> head, BufferedReader reader) {
    private static final int HEAD_LINES = 32;
    private static final int HEAD_BYTES = 1 << 22;

    /** @throws UserException if the file is empty, or starts as no text in UTF-8 does */
    static RowText open(Path file) throws IOException {
        InputStream bytes = unpacked(new BufferedInputStream(Files.newInputStream(file)));
        bytes.mark(HEAD_BYTES);
        byte[] start = bytes.readNBytes(HEAD_BYTES - 1);
        bytes.reset();
        if (start.length == 0) {
            throw new UserException(file + " is empty");
        }
        boolean mark = starts(start, 0xEF, 0xBB, 0xBF);
        if (mark) {
            bytes.skipNBytes(3);
        }
        if (starts(start, 0xFF, 0xFE) || starts(start, 0xFE, 0xFF)) {
            throw new UserException(file + " is text in UTF-16; save it in UTF-8");
        }
        String text = new String(start, mark ? 3 : 0, start.length - (mark ? 3 : 0), StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new UserException(file + " is no text; rows are read from CSV, TSV and LibSVM");
        }
        return new RowText(
                head(text, start.length == HEAD_BYTES - 1),
                new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)));
    }

    private static InputStream unpacked(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        byte[] start = bytes.readNBytes(2);
        bytes.reset();
        return starts(start, 0x1F, 0x8B) ? new BufferedInputStream(new GZIPInputStream(bytes)) : bytes;
    }

    private static boolean starts(byte[] bytes, int... values) {
        for (int i = 0; i < values.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != values[i]) {
                return false;
            }
        }
        return true;
    }

    private static List<String> head(String text, boolean cut) {
        List<String> lines = text.lines().limit(HEAD_LINES + 1L).toList();
        boolean whole = lines.size() <= HEAD_LINES && !cut;
        return whole || lines.size() == 1 ? lines : lines.subList(0, lines.size() - 1);
    }
}
