package dev.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bill of materials names every module that is no program, and its version is the modules'. */
class BomTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..");
    private static final Set<String> PROGRAMS =
            Set.of("fairlead-bom", "fairlead-bench", "fairlead-cli", "fairlead-lab");
    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(fairlead-[a-z]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>([0-9.]+)</version>");

    @Test
    void namesAllLibraries() throws IOException {
        var modules = new TreeSet<String>();
        for (String folder : all(MODULE, ROOT.resolve("pom.xml"))) {
            modules.addAll(own(ROOT.resolve(folder).resolve("pom.xml")));
        }
        modules.removeAll(PROGRAMS);
        Set<String> named = all(ARTIFACT, ROOT.resolve("bom/pom.xml"));
        named.removeAll(PROGRAMS);
        assertEquals(modules, named);
    }

    /** The module's own name: the first that is not the parent's. */
    private static Set<String> own(Path pom) throws IOException {
        return ARTIFACT.matcher(Files.readString(pom))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("fairlead-parent"))
                .limit(1)
                .collect(Collectors.toSet());
    }

    @Test
    void hasTheVersionOfTheModules() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        var version = VERSION.matcher(parent);
        assertTrue(version.find());
        assertEquals(Set.of(version.group(1)), all(VERSION, ROOT.resolve("bom/pom.xml")));
    }

    private static Set<String> all(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
