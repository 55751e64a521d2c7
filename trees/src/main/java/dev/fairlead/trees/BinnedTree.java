package dev.fairlead.trees;

/**
 * A tree whose splits compare bins: a row goes right at split {@code s} when its stored bin in {@code column[s]} is above
 * {@code cut[s]}.
 */
record BinnedTree(Tree tree, int[] column, byte[] cut) {}
