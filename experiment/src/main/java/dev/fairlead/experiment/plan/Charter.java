package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The launch as a project: what it is for, who does what, what may go wrong, what nobody knows yet, and by when. It is locked with the plan.
 *
 * @param goal what the product gains
 * @param surface where people meet the change
 * @param constraints what must stay so
 * @param risks what may go wrong
 * @param questions what is open
 * @param milestones in their order: M0 to M4, say
 */
public record Charter(
        String goal,
        String surface,
        List<String> constraints,
        Optional<Raci> raci,
        List<Risk> risks,
        List<Question> questions,
        List<Milestone> milestones) {
    public Charter {
        constraints = List.copyOf(constraints);
        risks = List.copyOf(risks);
        questions = List.copyOf(questions);
        milestones = List.copyOf(milestones);
    }

    /** Who is responsible, accountable (one), consulted and informed. */
    public record Raci(List<String> responsible, String accountable, List<String> consulted, List<String> informed) {
        public Raci {
            responsible = List.copyOf(responsible);
            consulted = List.copyOf(consulted);
            informed = List.copyOf(informed);
        }

        static Raci read(Fields raci) {
            return new Raci(
                    raci.texts("responsible"),
                    raci.text("accountable"),
                    raci.optionalTexts("consulted").orElse(List.of()),
                    raci.optionalTexts("informed").orElse(List.of()));
        }

        Json json() {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("responsible", list(responsible, Json::of));
            members.put("accountable", Json.of(accountable));
            members.put("consulted", list(consulted, Json::of));
            members.put("informed", list(informed, Json::of));
            return new Json.Obj(members);
        }
    }

    /** @param mitigation what is done against it @param owner who sees to that */
    public record Risk(String risk, String mitigation, String owner) {
        static Risk read(Fields risk) {
            return new Risk(risk.text("risk"), risk.text("mitigation"), risk.text("owner"));
        }

        Json json() {
            return texts("risk", risk, "mitigation", mitigation, "owner", owner);
        }
    }

    /** @param owner who finds the answer @param answer empty while there is none */
    public record Question(String question, String owner, String answer) {
        static Question read(Fields question) {
            return new Question(
                    question.text("question"),
                    question.text("owner"),
                    question.optionalText("answer").orElse(""));
        }

        Json json() {
            return texts("question", question, "owner", owner, "answer", answer);
        }
    }

    /** @param name such as M0 @param what is done then @param due when it is meant to be done */
    public record Milestone(String name, String what, Optional<LocalDate> due) {
        static Milestone read(Fields milestone) {
            return new Milestone(milestone.text("name"), milestone.text("what"), milestone.optionalDate("due"));
        }

        Json json() {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("name", Json.of(name));
            members.put("what", Json.of(what));
            due.ifPresent(date -> members.put("due", Json.of(date.toString())));
            return new Json.Obj(members);
        }
    }

    static Charter read(Fields charter) {
        return new Charter(
                charter.text("goal"),
                charter.text("surface"),
                charter.optionalTexts("constraints").orElse(List.of()),
                charter.optionalObject("raci", Raci::read),
                charter.optionalList("risks", Risk::read).orElse(List.of()),
                charter.optionalList("questions", Question::read).orElse(List.of()),
                charter.optionalList("milestones", Milestone::read).orElse(List.of()));
    }

    void hold(Problems problems) {
        problems.text("charter.goal", goal);
        problems.text("charter.surface", surface);
        problems.distinct(
                "charter.milestones", milestones.stream().map(Milestone::name).toList(), ".name");
        raci.ifPresent(each -> {
            problems.text("charter.raci.accountable", each.accountable);
            problems.require(
                    !each.responsible.isEmpty(), "charter.raci.responsible", "name at least one person or team");
        });
    }

    /** The charter as the plan has it. */
    public Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("goal", Json.of(goal));
        members.put("surface", Json.of(surface));
        members.put("constraints", list(constraints, Json::of));
        raci.ifPresent(each -> members.put("raci", each.json()));
        members.put("risks", list(risks, Risk::json));
        members.put("questions", list(questions, Question::json));
        members.put("milestones", list(milestones, Milestone::json));
        return new Json.Obj(members);
    }

    private static <T> Json list(Collection<T> all, Function<T, Json> each) {
        return new Json.Arr(all.stream().map(each).toList());
    }

    /** @param texts names and values in turn */
    private static Json texts(String... texts) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i += 2) {
            members.put(texts[i], Json.of(texts[i + 1]));
        }
        return new Json.Obj(members);
    }
}
