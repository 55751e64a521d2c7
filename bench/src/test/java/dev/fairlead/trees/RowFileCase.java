package dev.fairlead.trees;

import java.util.List;

/**
 * A file of rows, and what it means.
 *
 * @param name of the file
 * @param content of the file
 * @param options of the command that the file needs
 * @param refused whether the file is damaged, so that it must not be scored
 * @param rows what the file says, row-major, NaN for missing
 * @param plain the same rows as the library's own reader can be asked for them: without quotes, text columns and comments,
 *     which end its process or are misread
 * @param plainHeader whether that starts with names
 * @param plainFormat of that, as XGBoost calls it
 */
record RowFileCase(
        String name,
        byte[] content,
        List<String> options,
        boolean refused,
        double[] rows,
        String plain,
        boolean plainHeader,
        String plainFormat) {}
