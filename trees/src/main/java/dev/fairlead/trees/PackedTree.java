package dev.fairlead.trees;

/**
 * Where a tree lies among the {@link Nodes}.
 *
 * @param root slot of its root
 * @param depth splits on its longest path
 * @param categorical whether some split is
 * @param linear whether its leaves are functions of the row
 */
record PackedTree(int root, int depth, boolean categorical, boolean linear) {}
