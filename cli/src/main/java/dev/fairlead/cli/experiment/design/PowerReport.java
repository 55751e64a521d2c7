package dev.fairlead.cli.experiment.design;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.experiment.design.Design;
import dev.fairlead.experiment.design.Effect;
import dev.fairlead.experiment.design.Errors;
import dev.fairlead.experiment.design.ExactT;
import dev.fairlead.experiment.design.Formula;
import dev.fairlead.experiment.design.Pilot;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a design asks for, for people and for machines. */
final class PowerReport {
    private static final String ALL = "all";
    /** The formula of means and ratios. */
    private static final String NORMAL = "normal";
    /** That of means in small experiments. */
    private static final String EXACT_T = "exact-t";

    private final EffectOptions effect;
    private final Design design;
    private final StringBuilder text = new StringBuilder();
    private final List<String> warnings = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private double total;

    /** One number; {@code arm} is control, treatment, treatment-2, … or all. */
    private record Row(String formula, String arm, String metric, double value) {}

    PowerReport(EffectOptions effect, Design design) {
        this.effect = effect;
        this.design = design;
        Errors errors = design.errors();
        line("%s", effect.words());
        line(
                "alpha %s, %s; power %s; %d arms%s",
                NumberFormat.number(errors.alpha()),
                errors.sides() == 2 ? "two-sided" : "one-sided",
                NumberFormat.number(errors.power()),
                arms(),
                equal() ? "" : " with weights " + design.shares());
        factors();
    }

    private void factors() {
        double clusters = design.clusters().designEffect();
        if (clusters != 1) {
            line("clusters need %s times the units (design effect)", NumberFormat.number(clusters));
            rows.add(new Row("", ALL, "design-effect", clusters));
        }
        if (design.inflation() != 1) {
            line("looks need up to %s times the units (inflation)", NumberFormat.number(design.inflation()));
            rows.add(new Row("", ALL, "inflation", design.inflation()));
        }
        if (design.correlation() != 0) {
            double left = 1 - design.correlation() * design.correlation();
            line("covariates leave %s of the variance", NumberFormat.number(left));
        }
        if (design.attrition() != 0) {
            line("%s of the units will not be measured", NumberFormat.number(design.attrition()));
        }
    }

    /** What a table of past units shows. */
    void measured(PilotOptions.Read read, List<String> words) {
        words.forEach(word -> line("%s", word));
        Pilot.Found found = read.found();
        rows.add(new Row("", ALL, "table-units", found.units()));
        rows.add(new Row("", ALL, "table-clusters", found.groups()));
        rows.add(new Row("", ALL, "table-level", found.level()));
        rows.add(new Row(
                "", ALL, "table-unit-deviation", Math.sqrt(found.metric().controlVariance())));
        rows.add(new Row("", ALL, "table-variance-explained", found.correlation() * found.correlation()));
        rows.add(new Row("", ALL, "table-icc", found.clusters().correlation()));
    }

    /** Units needed. */
    void size(Effect what, Optional<Formula> formula) {
        Design.Size size = size(what, formula.orElse(Formula.UNPOOLED), formula.isEmpty());
        String name = name(what, formula);
        total = size.total();
        line("");
        line("to detect %s:", effect.words(what.difference()));
        for (int arm = 0; arm < arms(); arm++) {
            line(
                    "  %-14s %14s units",
                    arm(arm), NumberFormat.whole(size.perArm().get(arm)));
        }
        line("  %-14s %14s units", "in all", NumberFormat.whole(size.total()));
        add(name, size);
        line("");
        line("formula %s: %s", name, size.formula());
        line("  from %s", source(what, formula.orElse(Formula.UNPOOLED)));
        warnings.addAll(size.warnings());
        if (what instanceof Effect.Proportions && equal() && arms() == 2) {
            warnings.add(twice(size.total()));
        }
    }

    private static String source(Effect what, Formula formula) {
        return switch (what) {
            case Effect.Proportions _ -> formula.source();
            case Effect.Means _ -> "Chow, Shao and Wang 2008, sec. 3.2";
            case Effect.Ratios _ ->
                "Chow, Shao and Wang 2008, sec. 3.2, with the variance of Deng, Knoblich and Lu 2018";
        };
    }

    private Design.Size size(Effect what, Formula formula, boolean plain) {
        return !plain && what instanceof Effect.Proportions proportions
                ? design.size(proportions, formula)
                : design.size(what);
    }

    /** The mistake that has been made most often with this formula. */
    private static String twice(long total) {
        String rounded = NumberFormat.whole(
                new BigDecimal(total).round(new MathContext(2)).longValueExact());
        return NumberFormat.whole(total) + " (\"about " + rounded
                + "\") is the total of both arms; who takes it for the units of"
                + " one arm has counted the factor of two twice, and assigns " + NumberFormat.whole(2 * total);
    }

    /** What the other formulas in use would give. */
    void otherFormulas(Effect what, Formula chosen) {
        if (what instanceof Effect.Proportions proportions && equal()) {
            line("");
            line("the other formulas in use, units of one arm and of all:");
            for (Formula formula : Formula.values()) {
                if (formula != chosen) {
                    Design.Size size = design.size(proportions, formula);
                    other(EnumNames.of(formula), size.perArm().get(0), size.total(), formula.text(), formula.source());
                    add(EnumNames.of(formula), size);
                }
            }
        } else if (what instanceof Effect.Means means && plain()) {
            long perArm = (long) Math.ceil(ExactT.perArm(means, design.errors()) - 1e-6);
            line("");
            line("the other formula in use, units of one arm and of both:");
            other(EXACT_T, perArm, 2 * perArm, "noncentral t", "for small experiments");
            add(EXACT_T, new Design.Size(List.of(perArm, perArm), 2 * perArm, "", List.of()));
        }
    }

    private void other(String name, long perArm, long all, String formula, String source) {
        line("  %-20s %12s %12s  %s  (%s)", name, NumberFormat.whole(perArm), NumberFormat.whole(all), formula, source);
    }

    private boolean plain() {
        return arms() == 2
                && equal()
                && design.attrition() == 0
                && design.correlation() == 0
                && design.inflation() == 1
                && design.clusters().designEffect() == 1;
    }

    void units(double units) {
        total = units;
        line("%s units in all arms", NumberFormat.number(units));
    }

    /** The probability to detect an effect, by the chosen formula and by the others. */
    void power(Effect what, Optional<Formula> formula, double units) {
        String name = name(what, formula);
        double power = what instanceof Effect.Proportions proportions && formula.isPresent()
                ? design.power(proportions, formula.get(), units)
                : design.power(what, units);
        line("");
        line("power to detect %s: %s", effect.words(what.difference()), NumberFormat.number(power));
        rows.add(new Row(name, ALL, "power", power));
        line("formula %s", name);
        var others = new ArrayList<Row>();
        if (what instanceof Effect.Proportions proportions && equal()) {
            for (Formula other : Formula.values()) {
                if (!EnumNames.of(other).equals(name) && other != Formula.RULE_OF_16) {
                    others.add(new Row(EnumNames.of(other), ALL, "power", design.power(proportions, other, units)));
                }
            }
        } else if (what instanceof Effect.Means means && plain()) {
            others.add(new Row(EXACT_T, ALL, "power", ExactT.power(means, design.errors(), units / 2)));
        }
        others(others);
    }

    private static String name(Effect what, Optional<Formula> formula) {
        return what instanceof Effect.Proportions ? EnumNames.of(formula.orElse(Formula.UNPOOLED)) : NORMAL;
    }

    private void others(List<Row> others) {
        if (!others.isEmpty()) {
            line("by the other formulas in use:");
        }
        for (Row other : others) {
            line("  %-20s %14s", other.formula, NumberFormat.number(other.value));
        }
        rows.addAll(others);
    }

    /** The smallest effects that the units detect, up and down. */
    void detectable(Effect metric, Optional<Formula> formula, double units) {
        line("");
        detectable("increase", metric, formula, units);
        detectable("decrease", metric.with(-down(metric)), formula, units);
        line("formula %s", name(metric, formula));
    }

    /** Some decrease that the metric allows. */
    private static double down(Effect metric) {
        return metric instanceof Effect.Proportions p ? p.control() / 2 : 1;
    }

    private void detectable(String direction, Effect metric, Optional<Formula> formula, double units) {
        double smallest = metric instanceof Effect.Proportions proportions && formula.isPresent()
                ? design.minimumDetectableEffect(proportions, formula.get(), units)
                : design.minimumDetectableEffect(metric, units);
        String label = "smallest-" + direction;
        line("smallest %s detected: %s", direction, effect.words(smallest));
        rows.add(new Row(name(metric, formula), ALL, label, smallest));
        var others = new ArrayList<Row>();
        if (metric instanceof Effect.Proportions proportions && equal()) {
            for (Formula other : Formula.values()) {
                if (!EnumNames.of(other).equals(name(metric, formula))) {
                    others.add(new Row(
                            EnumNames.of(other),
                            ALL,
                            label,
                            design.minimumDetectableEffect(proportions, other, units)));
                }
            }
        } else if (metric instanceof Effect.Means means && plain()) {
            double t = ExactT.minimumDetectableEffect(means.deviation(), design.errors(), units / 2);
            others.add(new Row(EXACT_T, ALL, label, Math.signum(metric.difference()) * t));
        }
        others(others);
    }

    void duration(double daily, double share) {
        long days = Design.days((long) Math.ceil(total), daily, share);
        line("");
        line(
                "%s days at %s units a day, of which %s enter",
                NumberFormat.whole(days), NumberFormat.number(daily), NumberFormat.number(share));
        rows.add(new Row("", ALL, "days", days));
    }

    /** Where the looks reject. */
    void looks(Boundaries boundaries) {
        line("");
        line("look        units %15s  two-sided p", boundaries.twoSided() ? "|z| above" : "z above");
        double[] p = boundaries.nominalP();
        for (int k = 0; k < boundaries.upper().length; k++) {
            double units = Math.ceil(boundaries.information()[k] * total - 1e-9);
            double z = boundaries.upper()[k];
            line(
                    "%4d %12s %15s  %s",
                    k + 1, NumberFormat.whole((long) units), NumberFormat.number(z), NumberFormat.number(p[k]));
            String look = "look-" + (k + 1);
            rows.add(new Row("", ALL, look + "-units", units));
            rows.add(new Row("", ALL, look + "-z", z));
        }
    }

    void print(JsonOption json) throws IOException {
        var table = new StringBuilder(text);
        table.append(warnings.isEmpty() ? "" : "\n");
        warnings.forEach(warning -> table.append("warning: ").append(warning).append('\n'));
        json.print(table.toString());
        json.write(rows, (row, out) -> {
            out.text("formula", row.formula);
            out.text("arm", row.arm);
            out.text("metric", row.metric);
            out.number("value", row.value);
        });
        if (json.takesStandardOutput()) {
            warnings.forEach(warning -> System.err.println("warning: " + warning));
        }
    }

    private void add(String formula, Design.Size size) {
        for (int arm = 0; arm < arms(); arm++) {
            rows.add(new Row(formula, arm(arm), "units", size.perArm().get(arm)));
        }
        rows.add(new Row(formula, ALL, "units", size.total()));
    }

    private String arm(int arm) {
        return arm == 0 ? "control" : arm == 1 && arms() == 2 ? "treatment" : "treatment-" + arm;
    }

    private int arms() {
        return design.shares().size();
    }

    private boolean equal() {
        return design.shares().stream().distinct().count() == 1;
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
