package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbers by row and column that grow by pages of {@value #PAGE} rows, so that growing never copies what is there. A row
 * that was never written reads as zeros. Holds 32-bit cells, read as int or as float.
 */
public final class PagedRows {
    static final int PAGE_BITS = 10;
    static final int PAGE = 1 << PAGE_BITS;

    private final int stride;
    private final int[] zeros; // one row of them
    private int[][] pages = new int[0][];

    public PagedRows(int stride) {
        this.stride = stride;
        this.zeros = new int[stride];
    }

    /** Where the cells of a row are, for reading several of them: the first is at {@link #start}. Not to be written to. */
    int[] cells(int row) {
        int page = row >>> PAGE_BITS;
        return page < pages.length ? pages[page] : zeros;
    }

    int start(int row) {
        return row >>> PAGE_BITS < pages.length ? (row & (PAGE - 1)) * stride : 0;
    }

    public int integer(int row, int column) {
        int page = row >>> PAGE_BITS;
        return page < pages.length ? pages[page][(row & (PAGE - 1)) * stride + column] : 0;
    }

    public float real(int row, int column) {
        return Float.intBitsToFloat(integer(row, column));
    }

    public void set(int row, int column, int value) {
        int page = row >>> PAGE_BITS;
        if (page >= pages.length) {
            grow(page);
        }
        pages[page][(row & (PAGE - 1)) * stride + column] = value;
    }

    public void set(int row, int column, float value) {
        set(row, column, Float.floatToRawIntBits(value));
    }

    private void grow(int page) {
        int old = pages.length;
        pages = Arrays.copyOf(pages, page + 1);
        for (int p = old; p <= page; p++) {
            pages[p] = new int[PAGE * stride];
        }
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(stride);
        out.writeInt(pages.length);
        byte[] bytes = new byte[PAGE * stride * 4];
        for (int[] page : pages) {
            ByteBuffer.wrap(bytes).asIntBuffer().put(page);
            out.write(bytes);
        }
    }

    public void load(DataInput in) throws IOException {
        if (in.readInt() != stride) {
            throw new IOException("snapshot holds a table of another width");
        }
        pages = new int[in.readInt()][];
        byte[] bytes = new byte[PAGE * stride * 4];
        for (int p = 0; p < pages.length; p++) {
            in.readFully(bytes);
            pages[p] = new int[PAGE * stride];
            ByteBuffer.wrap(bytes).asIntBuffer().get(pages[p]);
        }
    }
}
