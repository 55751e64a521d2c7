package dev.fairlead.cli.imports;

import dev.fairlead.duckdb.Mapping;
import dev.fairlead.duckdb.MappingFile;
import dev.fairlead.duckdb.SourceFile;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.EventTypes;
import dev.fairlead.experiment.json.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of an import, each table with its mapping: the one that was given, or the one that its columns say. */
final class ImportSources {
    /** A file. @param mapping of a table; empty for events as they are */
    record Source(SourceFile file, Optional<Mapping> mapping) {
        private boolean afterOthers() {
            return mapping.filter(Mapping::afterOthers).isPresent();
        }
    }

    private final List<Source> sources = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();

    private ImportSources() {}

    /**
     * Looks at files.
     *
     * @param mapping for the tables among them
     * @param set lines of mappings, by their keys, that were said on the command line
     * @throws UserException if it is not clear what a table means
     * @throws dev.fairlead.duckdb.TableException if a file or the mapping cannot be read
     */
    static ImportSources of(
            List<Path> paths,
            Optional<SourceFile.Format> format,
            Optional<Path> mapping,
            Map<String, String> set,
            EventTypes types) {
        ImportSources all = new ImportSources();
        Optional<MappingFile> given = mapping.map(file -> MappingFile.read(file, types, set));
        given.ifPresent(file -> all.hashes.add(file.hash()));
        for (Path path : paths) {
            SourceFile file = SourceFile.of(path, format);
            if (given.isPresent()) {
                all.sources.add(mapped(file, given.get()));
            } else if (file.format() == SourceFile.Format.JSON) {
                all.sources.add(new Source(file, Optional.empty()));
            } else {
                all.sources.add(all.proposed(file, set, types));
            }
        }
        return all;
    }

    /** With a mapping, events in JSON may stand beside tables, but not alone. */
    private static Source mapped(SourceFile file, MappingFile given) {
        return file.format() == SourceFile.Format.JSON && given.sectioned()
                ? new Source(file, Optional.empty())
                : new Source(file, Optional.of(given.of(file.path())));
    }

    private Source proposed(SourceFile file, Map<String, String> set, EventTypes types) {
        Proposal proposal = Proposal.of(file, types, set);
        List<String> open = Stream.concat(proposal.problems().stream(), proposal.questions().stream())
                .toList();
        if (!open.isEmpty()) {
            throw new UserException(file.path() + " is a table, and what it means is not clear: "
                    + String.join("; ", open) + ". Write a mapping to start from with: fairlead import "
                    + file.name() + " --propose > mapping.properties");
        }
        System.err.println("  " + file.name() + " is taken for:");
        proposal.mapping().lines().forEach(line -> System.err.println("    " + line));
        hashes.add(Sha256.of(proposal.mapping()));
        return new Source(
                file,
                Optional.of(MappingFile.of(file.name(), proposal.mapping(), types, set)
                        .of(file.path())));
    }

    /** In the order in which they are to be read: those that happen with the first event of the others, after these. */
    List<Source> inOrder() {
        List<Source> order = new ArrayList<>();
        sources.stream().filter(source -> !source.afterOthers()).forEach(order::add);
        sources.stream().filter(Source::afterOthers).forEach(order::add);
        return order;
    }

    List<String> hashes() {
        return List.copyOf(hashes);
    }

    /** Whether it is one log of events, whose order is that of its lines. */
    boolean isLog() {
        return sources.size() == 1 && sources.getFirst().mapping().isEmpty();
    }
}
