package dev.fairlead.experiment.assignment;

import java.util.ArrayList;
import java.util.List;

/** Writes the program of a regular expression; counted repetitions are written out. */
final class RegexCompiler {
    private static final int LARGEST = 10_000;

    private final List<Regex.Instruction> program = new ArrayList<>();
    private int parts;

    private RegexCompiler() {}

    static List<Regex.Instruction> program(RegexNode node) {
        var compiler = new RegexCompiler();
        compiler.write(node);
        compiler.program.add(new Regex.Instruction.Match());
        return List.copyOf(compiler.program);
    }

    private void write(RegexNode node) {
        Check.that(++parts <= LARGEST, "it repeats too much");
        switch (node) {
            case RegexNode.One one -> program.add(new Regex.Instruction.Read(one.set()));
            case RegexNode.Anchor anchor -> program.add(new Regex.Instruction.Assert(anchor));
            case RegexNode.Look look ->
                program.add(new Regex.Instruction.Look(program(look.part()), look.behind(), look.negative()));
            case RegexNode.Sequence sequence -> sequence.parts().forEach(this::write);
            case RegexNode.Choice choice -> choice(choice.options());
            case RegexNode.Repeat repeat -> repeat(repeat);
        }
    }

    private void choice(List<RegexNode> options) {
        List<Integer> jumps = new ArrayList<>();
        for (RegexNode option : options.subList(0, options.size() - 1)) {
            int split = reserve();
            write(option);
            jumps.add(reserve());
            program.set(split, new Regex.Instruction.Split(split + 1, program.size()));
        }
        write(options.getLast());
        jumps.forEach(jump -> program.set(jump, new Regex.Instruction.Jump(program.size())));
    }

    private void repeat(RegexNode.Repeat repeat) {
        for (int i = 0; i < repeat.least(); i++) {
            write(repeat.part());
        }
        if (repeat.most() == RegexNode.Repeat.NO_LIMIT) {
            int split = reserve();
            write(repeat.part());
            program.add(new Regex.Instruction.Jump(split));
            program.set(split, new Regex.Instruction.Split(split + 1, program.size()));
            return;
        }
        List<Integer> splits = new ArrayList<>();
        for (int i = repeat.least(); i < repeat.most(); i++) {
            splits.add(reserve());
            write(repeat.part());
        }
        splits.forEach(split -> program.set(split, new Regex.Instruction.Split(split + 1, program.size())));
    }

    private int reserve() {
        program.add(new Regex.Instruction.Match());
        return program.size() - 1;
    }
}
