package dev.fairlead.experiment.inference;

/**
 * How far two shares are apart by chance if a difference or a ratio of them is the true one: from the shares that are then
 * most likely, with the factor N / (N − 1) for N units in both arms (Miettinen and Nurminen 1985).
 */
record ScoreDeviation(Proportion control, Proportion treatment) {
    private double units() {
        return control.n() + (double) treatment.n();
    }

    private double deviation(double ofControl, double ofTreatment, double weight) {
        double variance = weight * weight * ofControl * (1 - ofControl) / control.n()
                + ofTreatment * (1 - ofTreatment) / treatment.n();
        return Math.sqrt(Math.max(0, variance) * units() / (units() - 1));
    }

    /** Of treatment − control, if that is the difference in truth, from −1 to 1. */
    double ofDifference(double difference) {
        double ofControl = control(difference);
        return deviation(ofControl, Math.clamp(ofControl + difference, 0, 1), 1);
    }

    /** Control's most likely share at a difference: a root of their cubic equation, by its trigonometric solution. */
    double control(double difference) {
        double least = Math.max(0, -difference);
        double most = Math.min(1, 1 - difference);
        double all = units();
        double c = control.n();
        double events = control.successes() + (double) treatment.successes();
        double a2 = ((treatment.n() + 2 * c) * difference - all - events) / (3 * all);
        double a1 = ((c * difference - all - 2 * control.successes()) * difference + events) / (3 * all);
        double a0 = control.successes() * difference * (1 - difference) / all;
        double q = a2 * a2 * a2 - 3 * a1 * a2 / 2 + a0 / 2;
        double radius = Math.copySign(Math.sqrt(Math.max(0, a2 * a2 - a1)), q);
        if (radius == 0) {
            return Math.clamp(-a2, least, most);
        }
        double angle = (Math.PI + Math.acos(Math.clamp(q / (radius * radius * radius), -1, 1))) / 3;
        return Math.clamp(2 * radius * Math.cos(angle) - a2, least, most);
    }

    /** Of treatment − ratio · control, if the ratio is that in truth, at least 0. */
    double ofRatio(double ratio) {
        double ofControl = controlAtRatio(ratio);
        return deviation(ofControl, Math.clamp(ratio * ofControl, 0, 1), ratio);
    }

    /** Control's most likely share at a ratio: the lesser root of their quadratic equation. */
    double controlAtRatio(double ratio) {
        double events = control.successes() + (double) treatment.successes();
        double a = units() * ratio;
        double b = ratio * treatment.n() + treatment.successes() + control.n() + ratio * control.successes();
        double root = Math.sqrt(Math.max(0, b * b - 4 * a * events));
        return Math.min(2 * events / (b + root), Math.min(1, 1 / ratio));
    }
}
