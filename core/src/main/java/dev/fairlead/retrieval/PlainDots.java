package dev.fairlead.retrieval;

/** One number after the other, in eight running sums so that the order of addition is one that lanes can have too. */
final class PlainDots implements Dots {
    @Override
    public void of(float[] query, float[] rows, int from, int count, float[] out) {
        int width = query.length;
        int whole = width & -8;
        for (int i = 0; i < count; i++) {
            int at = (from + i) * width;
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            float e = 0;
            float f = 0;
            float g = 0;
            float h = 0;
            for (int j = 0; j < whole; j += 8) {
                a = Math.fma(query[j], rows[at + j], a);
                b = Math.fma(query[j + 1], rows[at + j + 1], b);
                c = Math.fma(query[j + 2], rows[at + j + 2], c);
                d = Math.fma(query[j + 3], rows[at + j + 3], d);
                e = Math.fma(query[j + 4], rows[at + j + 4], e);
                f = Math.fma(query[j + 5], rows[at + j + 5], f);
                g = Math.fma(query[j + 6], rows[at + j + 6], g);
                h = Math.fma(query[j + 7], rows[at + j + 7], h);
            }
            float sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
            for (int j = whole; j < width; j++) {
                sum = Math.fma(query[j], rows[at + j], sum);
            }
            out[i] = sum;
        }
    }
}
