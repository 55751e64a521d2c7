package dev.fairlead.report.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
    private static final String MODEL = "model <b>&'\"";
    private static final List<MetricRow> ROWS = Stream.of("shown-order", MODEL)
            .flatMap(policy -> Stream.of("mrr", "ndcg@10", "gmv@10/1000", "auc", "logloss", "recall@5", "mrr-gain")
                    .flatMap(metric -> Stream.of("all", "device=mobile", "device=desktop")
                            .map(slice ->
                                    new MetricRow(policy, metric, slice, 0.5 + metric.length() / 100.0, 0.4, 0.7, 60))))
            .toList();

    private static String html(boolean simulated) {
        return new EvaluationReport(
                        "A <script>alert(1)</script> title",
                        new Provenance("d & e", "by time", "shown-order", simulated, List.of()),
                        MODEL,
                        "mrr",
                        ROWS,
                        List.of(new ReliabilityDiagram(
                                MODEL, List.of(new ReliabilityDiagram.Bin(0.2, 0.25, 0.1, 0.4, 30)))),
                        List.of(
                                new EvaluationReport.Contribution("price<rank>", 3),
                                new EvaluationReport.Contribution("age", 1)))
                .html();
    }

    @Test
    void theFileStandsAloneAndEscapesAllText() {
        String html = html(false);
        for (String forbidden :
                List.of("<script", "http", "src=", "@import", "<b>&", "price<rank>", "NaN", "Infinity")) {
            assertFalse(html.contains(forbidden), forbidden);
        }
        assertTrue(html.contains("price&lt;rank&gt;"));
        assertTrue(html.contains("d &amp; e"));
        assertTrue(html.contains("prefers-color-scheme:dark"));
    }

    /** Beside the metrics' names, where it is seen on any screen however many others there are. */
    @Test
    void theModelsOwnColumnIsTheFirst() {
        String html = html(false);
        int own = html.indexOf("<th>model &lt;b&gt;&amp;&#39;&quot;</th>");
        assertTrue(own > 0 && own < html.indexOf("<th>shown-order</th>"), html);
        assertFalse(html.contains("min-width:34rem"));
    }

    @Test
    void simulatedDataIsMarked() {
        assertTrue(html(true).contains("Simulated data"));
        assertFalse(html(false).contains("Simulated data"));
    }

    @Test
    void ticksAreRoundAndCoverTheRange() {
        Axis axis = Axis.covering(0.13, 0.58, 5, 0, 100);
        assertEquals(
                List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6"),
                axis.ticks().stream().map(axis::label).toList());
        assertEquals(0, axis.at(0.1), 1e-9);
        assertEquals(100, axis.at(0.6), 1e-9);
    }

    @Test
    void tableLinesOfABlockAreEquallyLong() {
        for (String block : EvaluationTable.text(ROWS).split("\n\n")) {
            List<Integer> lengths = block.lines().map(String::length).distinct().toList();
            assertEquals(1, lengths.size(), block);
            assertTrue(lengths.getFirst() <= 118, block);
        }
        assertTrue(EvaluationTable.bySlice(ROWS, "mrr").contains("device=mobile"));
    }

    @Test
    void rowsAreWrittenWithEveryKeyAlsoWithoutAnInterval() {
        assertEquals(
                List.of("policy=p", "metric=mrr", "slice=all", "value=0.5", "low=NaN", "high=NaN", "n=3"),
                fields(new MetricRow("p", "mrr", "all", 0.5, Double.NaN, Double.NaN, 3)));
        assertEquals(
                List.of("policy=p", "metric=mrr", "slice=all", "value=0.5", "low=0.4", "high=0.6", "n=3"),
                fields(new MetricRow("p", "mrr", "all", 0.5, 0.4, 0.6, 3)));
    }

    private static List<String> fields(MetricRow row) {
        List<String> fields = new ArrayList<>();
        row.write(new FieldWriter() {
            @Override
            public void text(String name, String value) {
                fields.add(name + "=" + value);
            }

            @Override
            public void number(String name, double value) {
                fields.add(name + "=" + value);
            }

            @Override
            public void whole(String name, long value) {
                fields.add(name + "=" + value);
            }

            @Override
            public void flag(String name, boolean value) {
                fields.add(name + "=" + value);
            }

            @Override
            public void numbers(String name, double[] values) {
                fields.add(name + "=" + Arrays.toString(values));
            }

            @Override
            public void texts(String name, List<String> values) {
                fields.add(name + "=" + values);
            }

            @Override
            public void object(String name, Consumer<FieldWriter> value) {
                value.accept(this);
            }

            @Override
            public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
                fields.add(name + "=" + Map.of());
            }
        });
        return fields;
    }
}
