package dev.fairlead.experiment.assignment;

import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;

import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases that GrowthBook publishes for its SDKs, all of each section. */
@Tag("conformance")
class ConformanceTest {
    private static final String FILE = "growthbook/cases.json";

    private static String string(Json value) {
        return ((Json.Str) value).value();
    }

    private static double[] doubles(Json value) {
        return value instanceof Json.Null
                ? new double[0]
                : list(value).stream().mapToDouble(Vectors::number).toArray();
    }

    @Test
    void hash() {
        Reproduced.section(FILE, "hash", (row, reproduced) -> {
            Optional<HashVersion> version = HashVersion.of(number(row.get(2)));
            Json found = version.map(each -> Json.of(each.of(string(row.get(0)), string(row.get(1)))))
                    .orElse(Json.NULL);
            reproduced.same(row.get(3), found, row.toString());
        });
    }

    @Test
    void hashesOfManySeeds() throws IOException {
        var reproduced = new Reproduced("assignment_hash_vectors.csv, growthbook_v1 and growthbook_v2");
        List<String> lines = Files.readAllLines(Vectors.folder().resolve("assignment_hash_vectors.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            reproduced.same(Double.valueOf(cells[2]), HashVersion.V1.of(cells[0], cells[1]), line);
            reproduced.same(Double.valueOf(cells[3]), HashVersion.V2.of(cells[0], cells[1]), line);
        }
        reproduced.print();
    }

    @Test
    void getBucketRange() {
        Reproduced.section(FILE, "getBucketRange", (row, reproduced) -> {
            List<Json> arguments = list(row.get(1));
            List<Range> found = BucketRanges.of(
                            (int) number(arguments.get(0)), number(arguments.get(1)), doubles(arguments.get(2)))
                    .ranges();
            List<Json> expected = list(row.get(2));
            boolean same = expected.size() == found.size();
            for (int i = 0; same && i < found.size(); i++) {
                double[] range = doubles(expected.get(i));
                same = Math.abs(range[0] - found.get(i).start()) < 1e-12
                        && Math.abs(range[1] - found.get(i).end()) < 1e-12;
            }
            reproduced.same(true, same, row + " gave " + found);
        });
    }

    @Test
    void getEqualWeights() {
        Reproduced.section(FILE, "getEqualWeights", (row, reproduced) -> {
            double[] found = BucketRanges.equalWeights((int) number(row.get(0)));
            double[] expected = doubles(row.get(1));
            boolean same = expected.length == found.length;
            for (int i = 0; same && i < found.length; i++) {
                same = Math.abs(expected[i] - found[i]) < 1e-8;
            }
            reproduced.same(true, same, row.toString());
        });
    }

    @Test
    void chooseVariation() {
        Reproduced.section(FILE, "chooseVariation", (row, reproduced) -> {
            List<Range> ranges = list(row.get(2)).stream()
                    .map(range -> new Range(doubles(range)[0], doubles(range)[1]))
                    .toList();
            reproduced.same(
                    (int) number(row.get(3)), new BucketRanges(ranges).choose(number(row.get(1))), row.toString());
        });
    }

    @Test
    void inNamespace() {
        Reproduced.section(FILE, "inNamespace", (row, reproduced) -> {
            List<Json> space = list(row.get(2));
            boolean found = new Namespace(
                            string(space.get(0)), number(space.get(1)), number(space.get(2)), HashVersion.V1)
                    .contains(string(row.get(1)));
            reproduced.same(row.get(3), Json.of(found), row.toString());
        });
    }
}
