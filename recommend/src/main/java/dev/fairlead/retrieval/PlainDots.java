package dev.fairlead.retrieval;

/** One number after the other, in eight running sums so that the order of addition is one that lanes can have too. */
final class PlainDots implements Dots {
    @Override
    public float of(float[] x, int fromX, float[] y, int fromY, int length) {
        int whole = length & -8;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int j = 0; j < whole; j += 8) {
            int i = fromX + j;
            int k = fromY + j;
            a = Math.fma(x[i], y[k], a);
            b = Math.fma(x[i + 1], y[k + 1], b);
            c = Math.fma(x[i + 2], y[k + 2], c);
            d = Math.fma(x[i + 3], y[k + 3], d);
            e = Math.fma(x[i + 4], y[k + 4], e);
            f = Math.fma(x[i + 5], y[k + 5], f);
            g = Math.fma(x[i + 6], y[k + 6], g);
            h = Math.fma(x[i + 7], y[k + 7], h);
        }
        float sum = ((a + e) + (c + g)) + ((b + f) + (d + h));
        for (int j = whole; j < length; j++) {
            sum = Math.fma(x[fromX + j], y[fromY + j], sum);
        }
        return sum;
    }
}
