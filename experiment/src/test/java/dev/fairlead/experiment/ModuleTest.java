package dev.fairlead.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What users on the module path see: every package of the README, and no other module but the JDK's. */
class ModuleTest {
    private static final String NAME = "dev.fairlead.experiment";

    @Test
    void exportsEveryPackage() throws IOException, URISyntaxException {
        Path classes = classes();
        try (var files = Files.walk(classes)) {
            var packages = files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).getParent())
                    .filter(folder -> folder != null)
                    .map(folder ->
                            folder.toString().replace(folder.getFileSystem().getSeparator(), "."))
                    .collect(Collectors.toCollection(TreeSet::new));
            var exported = descriptor().exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(packages, exported);
        }
    }

    @Test
    void readsTheJdkAlone() throws IOException, URISyntaxException {
        assertEquals(NAME, descriptor().name());
        assertEquals(
                "[java.base]",
                descriptor().requires().stream()
                        .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .toList()
                        .toString());
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(Estimate.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static ModuleDescriptor descriptor() throws IOException, URISyntaxException {
        try (var in = Files.newInputStream(classes().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }
}
