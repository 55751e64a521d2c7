package dev.fairlead.experiment.assignment;

import java.util.List;

/**
 * A regular expression of JavaScript, without flags or with {@code i}. It asks only whether there is a match, so it follows all
 * alternatives at once (Thompson 1968): time grows with text times expression, and nothing backtracks. Only expressions that
 * look ahead or behind can take longer; after {@value #MOST_STEPS} steps there is no match.
 */
final class Regex {
    private static final int MOST_STEPS = 10_000_000;

    private final List<Instruction> program;
    private final boolean anyCase;

    private Regex(List<Instruction> program, boolean anyCase) {
        this.program = program;
        this.anyCase = anyCase;
    }

    /** One step of a program. */
    sealed interface Instruction {
        record Read(CharacterSet set) implements Instruction {}

        record Jump(int to) implements Instruction {}

        record Split(int one, int other) implements Instruction {}

        record Assert(RegexNode.Anchor anchor) implements Instruction {}

        record Look(List<Instruction> program, boolean behind, boolean negative) implements Instruction {}

        record Match() implements Instruction {}
    }

    /**
     * @throws IllegalArgumentException if it is wrong or too large, or refers back to a group, which no such machine can do
     */
    static Regex compile(String expression, boolean anyCase) {
        return new Regex(RegexCompiler.program(new RegexParser(expression).whole()), anyCase);
    }

    boolean finds(String text) {
        return new Search(text).run(program, 0, text.length(), true, false);
    }

    private final class Search {
        private final String text;
        private int steps;

        Search(String text) {
            this.text = text;
        }

        /**
         * @param anywhere whether a match may start at any place, not only the first
         * @param toTheEnd whether a match must end at the last place
         */
        boolean run(List<Instruction> program, int from, int to, boolean anywhere, boolean toTheEnd) {
            var here = new Threads(program);
            var next = new Threads(program);
            for (int at = from; at <= to; at++) {
                if (at == from || anywhere) {
                    here.add(0, at);
                }
                if (here.matched && (!toTheEnd || at == to)) {
                    return true;
                }
                if (at == to || steps > MOST_STEPS) {
                    return false;
                }
                for (int i = 0; i < here.count; i++) {
                    if (program.get(here.places[i]) instanceof Instruction.Read read
                            && read.set().contains(text.charAt(at), anyCase)) {
                        next.add(here.places[i] + 1, at + 1);
                    }
                }
                Threads done = here;
                here = next;
                next = done;
                next.clear();
            }
            return false;
        }

        /** The places of a program that are reached by the text so far. */
        private final class Threads {
            final List<Instruction> program;
            final int[] places;
            private final int[] open;
            private final boolean[] reached;
            int count;
            boolean matched;

            Threads(List<Instruction> program) {
                this.program = program;
                places = new int[program.size()];
                open = new int[program.size() + 1];
                reached = new boolean[program.size()];
            }

            void clear() {
                for (int i = 0; i < count; i++) {
                    reached[places[i]] = false;
                }
                count = 0;
                matched = false;
            }

            /** Adds a place and all that follow it without reading. */
            void add(int place, int at) {
                int left = push(place, 0);
                while (left > 0) {
                    int current = open[--left];
                    left = switch (program.get(current)) {
                        case Instruction.Jump jump -> push(jump.to(), left);
                        case Instruction.Split split -> push(split.one(), push(split.other(), left));
                        case Instruction.Assert check -> holds(check.anchor(), at) ? push(current + 1, left) : left;
                        case Instruction.Look look -> holds(look, at) ? push(current + 1, left) : left;
                        case Instruction.Read _ -> left;
                        case Instruction.Match _ -> {
                            matched = true;
                            yield left;
                        }
                    };
                }
            }

            private int push(int place, int left) {
                steps++;
                if (reached[place]) {
                    return left;
                }
                reached[place] = true;
                places[count++] = place;
                open[left] = place;
                return left + 1;
            }
        }

        private boolean holds(Instruction.Look look, int at) {
            boolean found = look.behind()
                    ? run(look.program(), 0, at, true, true)
                    : run(look.program(), at, text.length(), false, false);
            return found != look.negative();
        }

        private boolean holds(RegexNode.Anchor anchor, int at) {
            return switch (anchor) {
                case START -> at == 0;
                case END -> at == text.length();
                case WORD_BOUNDARY -> word(at - 1) != word(at);
                case NO_WORD_BOUNDARY -> word(at - 1) == word(at);
            };
        }

        private boolean word(int at) {
            return at >= 0 && at < text.length() && CharacterSet.WORD.contains(text.charAt(at), false);
        }
    }
}
