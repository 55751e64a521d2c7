package dev.fairlead.cli.schema;

import picocli.CommandLine.Command;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Print the fields of events as tables, or an app's .proto file.",
        commandListHeading = "%nCommands:%n",
        subcommands = {EventsCommand.class, ProtoCommand.class})
public final class SchemaCommand {}
