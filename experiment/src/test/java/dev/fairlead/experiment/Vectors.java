package dev.fairlead.experiment;

import dev.fairlead.experiment.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the JSON of reference vectors. */
public final class Vectors {
    private Vectors() {}

    /** A file below the vectors' folder. */
    public static Json read(String file) {
        try {
            return Json.parse(Files.readString(folder().resolve(file)));
        } catch (IOException e) {
            throw new IllegalStateException("there is no " + folder().resolve(file), e);
        }
    }

    /** The folder {@code fairlead.vectors}, or {@code vectors} in the folder {@code fairlead.data}. */
    public static Path folder() {
        String data = System.getProperty("fairlead.data", "");
        return Optional.ofNullable(System.getProperty("fairlead.vectors"))
                .map(Path::of)
                .orElse(Path.of(data, "vectors"));
    }

    public static List<Json> list(Json value) {
        return ((Json.Arr) value).elements();
    }

    public static Json get(Json object, String name) {
        return Objects.requireNonNull(
                ((Json.Obj) object).members().get(name), () -> "no " + name + " in " + object.canonical());
    }

    public static double number(Json object, String name) {
        return number(get(object, name));
    }

    /** A number; anything else, such as "Inf", is infinite. */
    public static double number(Json value) {
        return value instanceof Json.Num number ? number.value() : Double.POSITIVE_INFINITY;
    }

    public static double[] numbers(Json object, String name) {
        return list(get(object, name)).stream().mapToDouble(Vectors::number).toArray();
    }

    public static String text(Json object, String name) {
        return ((Json.Str) get(object, name)).value();
    }
}
