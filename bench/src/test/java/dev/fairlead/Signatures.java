package dev.fairlead;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public interface of a library, one line a type or member, sorted. */
final class Signatures {
    private Signatures() {}

    /** Of the library that a class is from, which exports all of its packages. */
    static List<String> of(Class<?> member) throws IOException, URISyntaxException {
        Path place = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return inFolder(place, member.getClassLoader());
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return inFolder(jar.getPath("/"), member.getClassLoader());
        }
    }

    private static List<String> inFolder(Path root, ClassLoader loader) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        var lines = new ArrayList<String>();
        for (String name : names) {
            try {
                Class<?> type = Class.forName(name, false, loader);
                if (isPublic(type)) {
                    add(type, lines);
                }
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        Collections.sort(lines);
        return lines;
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!Modifier.isPublic(outer.getModifiers())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !type.isLocalClass();
    }

    private static void add(Class<?> type, List<String> lines) {
        String above = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        String below = type.isSealed()
                ? " permits "
                        + Arrays.stream(type.getPermittedSubclasses())
                                .map(Class::getName)
                                .sorted()
                                .collect(Collectors.joining(", "))
                : "";
        lines.add(type.getName() + ": " + type.toGenericString() + " < " + above + below);
        members(type.getDeclaredFields(), Field::toGenericString, type, lines);
        members(type.getDeclaredConstructors(), Constructor::toGenericString, type, lines);
        members(type.getDeclaredMethods(), Method::toGenericString, type, lines);
    }

    private interface Text<T> {
        String of(T member);
    }

    private static <T extends AccessibleObject & Member> void members(
            T[] members, Text<T> text, Class<?> type, List<String> lines) {
        for (T member : members) {
            boolean seen = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
            if (seen && !member.isSynthetic()) {
                lines.add(
                        type.getName() + ": " + text.of(member).replaceAll("\\b(synchronized|native|transient) ", ""));
            }
        }
    }
}
