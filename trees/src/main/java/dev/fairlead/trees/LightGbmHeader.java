package dev.fairlead.trees;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a model text says before its first tree.
 *
 * @param version of the format, such as {@code v4}
 * @param names one per feature, in column order
 * @param classes scores per row, which is trees per iteration
 * @param objective as written, {@code none} if the model was trained with a function of the caller's own
 * @param output what the objective makes of raw scores
 * @param average whether the score is the mean over iterations (random forest), not the sum
 * @param probabilityLeaves whether leaves hold probabilities already, as in random forests before LightGBM 2.2.3
 * @param treeSizes characters of each tree's text, none if the model does not say
 * @param sizesLine the line that holds them; 0 if there is none
 */
record LightGbmHeader(
        String version,
        List<String> names,
        int classes,
        String objective,
        Output output,
        boolean average,
        boolean probabilityLeaves,
        int[] treeSizes,
        int sizesLine) {

    private static final Set<String> KNOWN = Set.of(
            "version",
            "num_class",
            "num_tree_per_iteration",
            "label_index",
            "max_feature_idx",
            "objective",
            "average_output",
            "feature_names",
            "monotone_constraints",
            "feature_infos",
            "tree_sizes");

    boolean saysSizes() {
        return sizesLine > 0;
    }

    /** Reads up to and including the first line of the first tree. */
    static LightGbmHeader read(ModelLines lines) {
        if (!lines.advance() || !lines.line().equals("tree")) {
            throw ModelFormatException.unsupported(
                    1, "starts with " + Field.quote(lines.line()) + ", not \"tree\"", "LightGBM text models");
        }
        var section = new Section("the header", 1, KNOWN);
        while (!lines.startsTree()) {
            if (!lines.advance() || lines.endsTrees()) {
                throw ModelFormatException.damaged(lines.number(), "the text ends before its first tree");
            }
            if (!lines.line().isEmpty() && !lines.startsTree()) {
                section.add(lines.number(), lines.line());
            }
        }
        return of(section);
    }

    private static LightGbmHeader of(Section section) {
        requireVersion(section.required("version"));
        var names = names(section);
        int classes = classes(section);
        var objective = section.optional("objective");
        section.required("label_index").integer(0);
        boolean average = section.optional("average_output").isPresent();
        Output output = objective.map(field -> Output.of(field, classes)).orElse(new Output.Identity());
        boolean converted = average && section.required("version").value().equals("v2") && !output.isIdentity();
        if (converted && !output.isProbability()) {
            throw ModelFormatException.unsupported(
                    section.required("objective").line(),
                    "a v2 random forest has the objective "
                            + Field.quote(section.required("objective").value()),
                    "v2 random forests of scores and probabilities");
        }
        Optional<Field> sizes = section.optional("tree_sizes");
        return new LightGbmHeader(
                section.required("version").value(),
                names,
                classes,
                objective.map(Field::value).orElse("none"),
                converted ? new Output.Identity() : output,
                average,
                converted,
                sizes.map(field -> Tokens.ints(field, Tokens.count(field))).orElse(new int[0]),
                sizes.map(Field::line).orElse(0));
    }

    private static void requireVersion(Field version) {
        if (!Set.of("v2", "v3", "v4").contains(version.value())) {
            throw ModelFormatException.unsupported(
                    version.line(), "version is " + Field.quote(version.value()), "versions v2, v3 and v4");
        }
    }

    private static List<String> names(Section section) {
        int last = section.required("max_feature_idx").integer(0);
        Field line = section.required("feature_names");
        Tokens.requireLength(line, last + 1);
        Tokens.requireLength(section.required("feature_infos"), last + 1);
        return List.of(line.value().strip().split(" +"));
    }

    private static int classes(Section section) {
        int classes = section.required("num_class").integer(1);
        section.optional("num_tree_per_iteration").ifPresent(perIteration -> {
            if (perIteration.integer(1) != classes) {
                throw perIteration.damaged("is " + perIteration.value() + " but num_class is " + classes);
            }
        });
        return classes;
    }
}
