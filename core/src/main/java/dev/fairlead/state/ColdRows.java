package dev.fairlead.state;

import java.util.Optional;

/**
 * Rows of entities of one type that were idle and left the heap. One thread moves rows, any thread reads them.
 *
 * <p>Moves are numbered 1, 2, 3, … by who owns the rows, and how many there were is part of the owner's snapshot. A row is there from the
 * move that put it to the one that took it back, and what was taken back stays readable for {@link #rewind} until {@link #saved} says
 * that no snapshot needs it. So after a kill the rows are again exactly those of the snapshot, whatever was moved after it.
 */
public interface ColdRows {
    /**
     * The rows become those after this many moves: what was moved later never happened.
     *
     * @param moves that there were at a {@link #flush}; 0 for no rows
     */
    void rewind(long moves);

    /** Keeps the row of an entity that has none here. @param move above all before */
    void put(long move, String id, byte[] row);

    /** The entity's row is here no more. @param move above all before */
    void remove(long move, String id);

    /** The row of an entity; empty without one. */
    Optional<byte[]> get(String id);

    /** Brings moves to disk if many wait. Reads go on meanwhile. Any thread. */
    void spill();

    /** When this ends, what was moved before is on disk. Reads go on meanwhile. */
    void flush();

    /** A snapshot of this many moves is on disk, and no older one is read any more. */
    void saved(long moves);

    /** What no snapshot needs is nowhere on the disk when this ends. */
    void purge();

    /** How many rows there are. May take long. */
    long size();

    /** Bytes on disk, about; 0 for rows that are on the heap. */
    long bytes();
}
