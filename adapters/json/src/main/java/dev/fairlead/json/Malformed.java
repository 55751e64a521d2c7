package dev.fairlead.json;

import dev.fairlead.events.ContractViolation;

/** Text that is not JSON at all; line and column are 1-based within the text that was parsed. */
final class Malformed extends Exception {
    private final int line;
    private final int column;

    Malformed(int line, int column, String why) {
        super(why);
        this.line = Math.max(1, line);
        this.column = Math.max(1, column);
    }

    /** @param startLine and startColumn where the parsed text starts in its file, both 1-based */
    ContractViolation at(long startLine, long startColumn) {
        long fileLine = startLine + line - 1;
        long fileColumn = line == 1 ? startColumn + column - 1 : column;
        return new ContractViolation(
                "", "malformed JSON at line " + fileLine + ", column " + fileColumn + ": " + getMessage());
    }
}
