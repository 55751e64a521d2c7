package dev.fairlead.trees;

/** One {@code name=value} line of a model text. */
record Field(String name, String value, int line) {
    private static final int QUOTED = 40;

    ModelFormatException damaged(String what) {
        return ModelFormatException.damaged(line, name + " " + what);
    }

    int integer(int least) {
        int number = Tokens.ints(this, 1)[0];
        if (number < least) {
            throw damaged("is " + number + " and must be at least " + least);
        }
        return number;
    }

    /** A piece of the text, short enough for a message. */
    static String quote(String text) {
        return '"' + shortened(text) + '"';
    }

    static String shortened(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }
}
