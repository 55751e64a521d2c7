/** Left out, the same program runs on the class path. */
module example {
    requires dev.fairlead.experiment;
    requires dev.fairlead.trees;
}
