package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.market.events.Context;
import dev.fairlead.onnx.Mlp;
import dev.fairlead.onnx.Mlp.Fault;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.server.LiveMarket;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network from a file, through registry and promotion, to the order of a slate. */
class NetworkTest {
    private static final List<String> NAMES = FeedApp.rows().names();

    @TempDir
    private Path folder = Path.of("");

    /** A network that looks at the price alone, dearest first: its weights meet no value that is not known. */
    private static Mlp dearest(int inputs) {
        float[][] w = new float[inputs][1];
        w[NAMES.indexOf("price")][0] = 0.01f;
        return new Mlp(inputs, w, new float[1], new float[] {1}, 0);
    }

    private CliRun train(String name, byte[] content, String... more) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        List<String> words = new ArrayList<>(List.of("train", "--data", data(), "--network", file.toString()));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray(String[]::new));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    @Test
    void aNetworkOrdersTheSlateAlsoAfterARestart() throws IOException {
        LiveMarket market = new LiveMarket(folder.resolve("data"), LiveMarket.small(4));
        try (Node node = market.open()) {
            market.run(node, 300);
        }
        train("short.onnx", Mlp.random(1, 5, 2).onnx("", Fault.NONE))
                .expect(1)
                .says("a network of 5 columns does not fit " + NAMES.size() + " features");
        String[] other = NAMES.toArray(String[]::new);
        other[3] = "weather";
        train("named.onnx", dearest(NAMES.size()).onnx(String.join(",", other), Fault.NONE))
                .expect(1)
                .says("column 4 of the network is 'weather'");
        train("broken.onnx", new byte[] {1, 2, 3}).expect(1).says("ONNX Runtime cannot read the model");
        train("nan.onnx", dearest(NAMES.size()).onnx("", Fault.NONE)).expect(1).says("does it take NaN");
        byte[] right = dearest(NAMES.size())
                .onnx(Map.of("fairlead.features", String.join(",", NAMES), "fairlead.missing", "0"), Fault.NONE);
        train("dearest.onnx", right, "--simulated", "--promote").expect(0).says("serves now");
        try (Node node = market.open()) {
            Decision decision = node.feed()
                    .decider()
                    .decide(new ListQuery("u1", "s", Context.UNKNOWN, 20, List.of(), new double[0]));
            assertEquals(node.serving(FeedApp.NAME), decision.release());
            assertEquals("", decision.fallback());
            double[] scores =
                    decision.choices().stream().mapToDouble(Choice::score).toArray();
            double[] prices = decision.choices().stream()
                    .mapToDouble(choice -> 0.01f * choice.features()[NAMES.indexOf("price")])
                    .toArray();
            assertTrue(Arrays.stream(prices).distinct().count() > 5);
            assertArrayEquals(prices, scores, 1e-4);
        }
        CliRun.of("models", "--data", data()).expect(0).says("serves");
        CliRun.of("reproduce", "--data", data(), hash(market)).expect(1).says("trained elsewhere");
    }

    private static String hash(LiveMarket market) {
        try (Node node = market.open()) {
            return node.serving(FeedApp.NAME);
        }
    }
}
