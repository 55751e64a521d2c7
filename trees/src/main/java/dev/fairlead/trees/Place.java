package dev.fairlead.trees;

/**
 * Where a value stands in a JSON or UBJSON file: its path from the top, and its line or its byte. A place knows the one
 * around it, so that a file full of small values costs no more than it holds.
 */
final class Place {
    private final Place around;
    private final String name;
    private final int index;
    private final boolean text;
    private final int at;

    private Place(boolean text, int at) {
        this.around = this;
        this.name = "";
        this.index = -1;
        this.text = text;
        this.at = at;
    }

    private Place(Place around, String name, int index, int at) {
        this.around = around;
        this.name = name;
        this.index = index;
        this.text = around.text;
        this.at = at;
    }

    static Place line(int line) {
        return new Place(true, line);
    }

    static Place offset(int offset) {
        return new Place(false, offset);
    }

    /** The same value, said to stand at another line or byte. */
    Place movedTo(int other) {
        return around == this ? new Place(text, other) : new Place(around, name, index, other);
    }

    /**
     * A field of this object.
     *
     * @param line or byte
     */
    Place field(String field, int line) {
        return new Place(this, field, -1, line);
    }

    /** An element of this array. */
    Place element(int element, int line) {
        return new Place(this, "", element, line);
    }

    Place element(int element) {
        return element(element, at);
    }

    /** As in {@code learner.gradient_booster.model.trees[3].left_children}. */
    String path() {
        var path = new StringBuilder();
        for (Place place = this; place.around != place; place = place.around) {
            path.insert(0, place.step());
        }
        return path.isEmpty() ? "the model" : path.toString();
    }

    private String step() {
        if (index >= 0) {
            return "[" + index + "]";
        }
        String shown = Field.shortened(name);
        return around.around == around ? shown : "." + shown;
    }

    /** @param what is wrong with the value, to be read after its path */
    ModelFormatException damaged(String what) {
        String told = path() + " " + what;
        return text ? ModelFormatException.damaged(at, told) : ModelFormatException.damagedAt(at, told);
    }

    ModelFormatException unsupported(String what, String readable) {
        String told = path() + " " + what;
        return text
                ? ModelFormatException.unsupported(at, told, readable)
                : ModelFormatException.unsupportedAt(at, told, readable);
    }
}
