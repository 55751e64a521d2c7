package dev.fairlead.trees;

import java.util.Arrays;

/**
 * The sets of categories of one tree, which XGBoost writes as three arrays: the nodes that ask for a set, the size of each
 * set, and the members of all sets one after the other; a fourth says where each set starts.
 */
final class XgBoostCategories {
    /** A number from here on is not a category: floats do not tell it from the next. */
    static final int END = 1 << 24;

    /** A set takes a bit for each category up to its largest, so one number in a file can ask for two megabytes. */
    static final int MOST_WORDS = 1 << 24;

    private final Place place;
    private final int[] setOfNode;
    private final int[] first;
    private final int[] members;

    /** The sets of a tree that gives none, as those of XGBoost 1.0 to 1.2. */
    private XgBoostCategories(Place place, int nodes) {
        this.place = place;
        setOfNode = new int[nodes];
        Arrays.fill(setOfNode, -1);
        first = new int[1];
        members = new int[0];
    }

    private XgBoostCategories(Value.Entries tree, int nodes) {
        Value listed = tree.required("categories_nodes");
        place = listed.place();
        int sets = listed.numbers().length;
        Value values = tree.required("categories");
        int most = values.numbers().length;
        members = values.ints(most, 0, END - 1);
        int[] sizes = tree.required("categories_sizes").ints(sets, 0, most);
        first = starts(tree.required("categories_segments"), sizes, most);
        setOfNode = new int[nodes];
        Arrays.fill(setOfNode, -1);
        int[] node = listed.ints(sets, 0, nodes - 1);
        for (int set = 0; set < sets; set++) {
            if (setOfNode[node[set]] >= 0) {
                throw place.damaged("has node " + node[set] + " twice");
            }
            setOfNode[node[set]] = set;
        }
    }

    static XgBoostCategories of(Value.Entries tree, int nodes) {
        return tree.optional("split_type").isEmpty()
                ? new XgBoostCategories(tree.place(), nodes)
                : new XgBoostCategories(tree, nodes);
    }

    private static int[] starts(Value segments, int[] sizes, int most) {
        int[] told = segments.ints(sizes.length, 0, most);
        var starts = new int[sizes.length + 1];
        long end = 0;
        for (int set = 0; set < sizes.length; set++) {
            if (told[set] != end) {
                throw segments.place().element(set).damaged("is " + told[set] + " where the set before ends at " + end);
            }
            end += sizes[set];
            starts[set + 1] = (int) Math.min(end, most);
        }
        if (end != most) {
            throw segments.place().damaged("and categories_sizes lead to " + end + " of " + most + " categories");
        }
        return starts;
    }

    /** Where the bits of each of these nodes' sets start, and at last where they end. */
    int[] wordStarts(int[] nodes) {
        var starts = new int[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            int set = setOfNode[nodes[i]];
            if (set < 0) {
                throw place.damaged("lacks node " + nodes[i] + ", which splits by category");
            }
            int most = Arrays.stream(members, first[set], first[set + 1]).max().orElse(-1);
            starts[i + 1] = starts[i] + (most + 32 >> 5);
            if (starts[i + 1] > MOST_WORDS) {
                throw tooMany(place);
            }
        }
        return starts;
    }

    static ModelFormatException tooMany(Place place) {
        return place.unsupported(
                "has sets of categories that take more than " + MOST_WORDS * 4L + " bytes",
                "models whose sets, of one bit for each category up to the largest, take less");
    }

    /** The bits of these nodes' sets. */
    int[] words(int[] nodes, int[] starts) {
        var words = new int[starts[nodes.length]];
        for (int i = 0; i < nodes.length; i++) {
            int set = setOfNode[nodes[i]];
            for (int member = first[set]; member < first[set + 1]; member++) {
                words[starts[i] + (members[member] >> 5)] |= 1 << members[member];
            }
        }
        return words;
    }
}
