package dev.fairlead.experiment.inference;

/** Heteroskedasticity-consistent errors (MacKinnon and White 1985): what a squared residual counts. */
public enum Robust {
    /** As it is (White 1980). */
    HC0 {
        @Override
        double weight(double leverage, int n, int k) {
            return 1;
        }
    },
    /** Times n / (n − k). */
    HC1 {
        @Override
        double weight(double leverage, int n, int k) {
            return n / (double) (n - k);
        }
    },
    /** Over 1 − leverage: unbiased if errors do not differ, and the Neyman variance of a difference in means. */
    HC2 {
        @Override
        double weight(double leverage, int n, int k) {
            return 1 / (1 - leverage);
        }
    },
    /** Over (1 − leverage)²: near the jackknife, conservative. */
    HC3 {
        @Override
        double weight(double leverage, int n, int k) {
            return 1 / ((1 - leverage) * (1 - leverage));
        }
    };

    abstract double weight(double leverage, int n, int k);
}
