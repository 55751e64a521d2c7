package dev.fairlead.experiment.inference;

/** Cluster-robust errors; names as in Pustejovsky and Tipton (2018). */
public enum ClusterCorrection {
    /** None (Liang and Zeger 1986): too small with few clusters. */
    CR0,
    /** Variance times G / (G − 1). */
    CR1,
    /** Variance times G (n − 1) / ((G − 1)(n − k)), as Stata does. */
    CR1S,
    /** Bell and McCaffrey's bias reduction (2002), with Satterthwaite degrees of freedom: the one for few clusters. */
    CR2;

    /** What the variance is multiplied by. */
    double factor(long clusters, long n, int k) {
        return switch (this) {
            case CR0, CR2 -> 1;
            case CR1 -> clusters / (clusters - 1.0);
            case CR1S -> clusters / (clusters - 1.0) * ((n - 1.0) / (n - k));
        };
    }
}
