package dev.fairlead.json;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.log.DeadLetter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream into the texts of its elements without understanding them: at line ends, or, when the first character is
 * {@code [}, at the commas of the outermost array. Holds one element at a time.
 */
final class ElementReader {
    /** Longest element, in bytes. */
    static final int MAX_ELEMENT = 16 << 20;

    private enum Mode {
        NOT_STARTED,
        LINES,
        ARRAY,
        ENDED
    }

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    /** The unread part of the buffer. */
    private int position;

    private int limit;
    private Mode mode = Mode.NOT_STARTED;
    /** Where {@link #position} is in the file, both 1-based. */
    private long line = 1;

    private long column = 1;

    private int start;
    private int length;
    private long number;
    private long startLine;
    private long startColumn;
    private String fault = "";
    /** Text of an element that was skipped over, so that the buffer no longer holds it. */
    private String faultText = "";

    ElementReader(InputStream in) {
        this.in = in;
    }

    /** Moves to the next element that is not blank; false at the end. */
    boolean next() throws IOException {
        fault = "";
        faultText = "";
        if (mode == Mode.NOT_STARTED) {
            begin();
        }
        return switch (mode) {
            case LINES -> nextLine();
            case ARRAY -> nextInArray();
            default -> false;
        };
    }

    /** Number of the current element: its line, or its place in the array; 1-based. */
    long number() {
        return number;
    }

    /** Why the current element could not be cut out; empty when it could. */
    String fault() {
        return fault;
    }

    JsonFields parse() throws ContractViolation, Malformed {
        return Json.parse(buffer, start, length);
    }

    /** The current element's text, cut to what a dead letter holds. */
    String text() {
        if (!faultText.isEmpty()) {
            return faultText;
        }
        int bytes = Math.min(length, 4 * DeadLetter.MAX_PAYLOAD);
        return new String(buffer, start, bytes, StandardCharsets.UTF_8).strip();
    }

    /** Says where in the file the current element is malformed. */
    ContractViolation at(Malformed why) {
        ContractViolation placed = why.at(startLine, startColumn);
        return mode == Mode.ENDED
                ? new ContractViolation("", placed.reason() + "; the rest of the array was not read")
                : placed;
    }

    /** In an array, makes the current element the last one and lets its text go on to the end of the input. */
    void giveUpArray() throws IOException {
        if (mode == Mode.ARRAY) {
            mode = Mode.ENDED;
            position = start;
            while (length < 4 * DeadLetter.MAX_PAYLOAD && more(length)) {
                length++;
            }
        }
    }

    private void begin() throws IOException {
        if (more(2) && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3;
        }
        int ahead = 0;
        while (more(ahead) && isBlank(buffer[position + ahead])) {
            ahead++;
        }
        if (more(ahead) && buffer[position + ahead] == '[') {
            skip(ahead + 1);
            mode = Mode.ARRAY;
        } else {
            mode = Mode.LINES;
        }
    }

    private boolean nextLine() throws IOException {
        while (more(0)) {
            cut(number + 1);
            boolean blank = true;
            while (more(length) && buffer[start + length] != '\n') {
                blank &= isBlank(buffer[start + length]);
                length++;
                if (length == MAX_ELEMENT) {
                    fault = "a line of more than " + MAX_ELEMENT + " bytes";
                    skipToLineEnd();
                    return true;
                }
            }
            position = Math.min(start + length + 1, limit);
            line++;
            if (!blank) {
                return true;
            }
        }
        return false;
    }

    private void skipToLineEnd() throws IOException {
        faultText = text();
        position += length;
        while (more(0) && buffer[position] != '\n') {
            position++;
        }
        position = Math.min(position + 1, limit);
        line++;
    }

    private boolean nextInArray() throws IOException {
        skipBlanks();
        if (number > 0 && more(0)) {
            boolean comma = buffer[position] == ',';
            skip(1);
            if (!comma) {
                return afterArray();
            }
            skipBlanks();
        } else if (more(0) && buffer[position] == ']') {
            skip(1);
            return afterArray();
        }
        cut(number + 1);
        scanElement();
        return true;
    }

    private boolean afterArray() throws IOException {
        skipBlanks();
        cut(number + 1);
        if (more(0)) {
            fault = "something follows the end of the array";
        }
        giveUpArray();
        return !fault.isEmpty();
    }

    /** Up to the comma or bracket that ends the element; brackets inside text do not count. */
    private void scanElement() throws IOException {
        int depth = 0;
        boolean inText = false;
        for (; more(length); length++) {
            byte b = buffer[start + length];
            if (inText) {
                if (b == '\\') {
                    length++;
                } else if (b == '"') {
                    inText = false;
                }
            } else if (depth == 0 && (b == ',' || b == ']')) {
                skip(length);
                return;
            } else if (b == '"') {
                inText = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth = Math.max(0, depth - 1);
            }
            if (length >= MAX_ELEMENT) {
                fault = "an element of more than " + MAX_ELEMENT + " bytes";
                mode = Mode.ENDED;
                return;
            }
        }
        length = Math.min(length, limit - start);
        fault = "the array is cut off: its ']' is missing";
        mode = Mode.ENDED;
    }

    private void cut(long number) {
        this.number = number;
        start = position;
        length = 0;
        startLine = line;
        startColumn = mode == Mode.LINES ? 1 : column;
    }

    private void skipBlanks() throws IOException {
        while (more(0) && isBlank(buffer[position])) {
            skip(1);
        }
    }

    private void skip(int bytes) {
        for (int i = 0; i < bytes; i++) {
            if (buffer[position++] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
    }

    /** Whether there is a byte {@code ahead} of the position; reads on when the buffer does not hold it yet. */
    private boolean more(int ahead) throws IOException {
        while (position + ahead >= limit) {
            if (position > 0) {
                System.arraycopy(buffer, position, buffer, 0, limit - position);
                limit -= position;
                start -= position;
                position = 0;
            }
            if (limit == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * limit);
            }
            int got = in.read(buffer, limit, buffer.length - limit);
            if (got < 0) {
                return false;
            }
            limit += got;
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
