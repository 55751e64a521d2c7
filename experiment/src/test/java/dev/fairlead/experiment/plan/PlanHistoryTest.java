package dev.fairlead.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.plan.Entry.Action;
import dev.fairlead.experiment.plan.Entry.Amended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PlanHistoryTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00.5Z");
    private static final PlanHistory HISTORY = history();

    private static PlanHistory history() {
        return PlanHistory.lock(Plan.example(), "ann", START)
                .amend(changed("alpha", Json.of(0.01)), "bob", "a stricter rule", at(1))
                .decide(Action.STARTED, "ann", "first units", at(2))
                .decide(Action.RAMPED, "ann", "to 10 % \u2028", at(3))
                .decide(Action.ROLLED_BACK, "watch", "", at(3));
    }

    private static Instant at(int hours) {
        return START.plusSeconds(3600L * hours);
    }

    /** The example with one member in the place of another. */
    static Plan changed(String key, Json value) {
        var members = new LinkedHashMap<>(((Json.Obj) Plan.example().json()).members());
        members.put(key, value);
        return Plan.of(new Json.Obj(members));
    }

    /** The example without a member. */
    static Plan without(String key) {
        var members = new LinkedHashMap<>(((Json.Obj) Plan.example().json()).members());
        members.remove(key);
        return Plan.of(new Json.Obj(members));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    @Test
    void readsBackWhatWasWritten() {
        PlanHistory read = PlanHistory.read(text(HISTORY.lines()));
        assertEquals(HISTORY.entries(), read.entries());
        assertEquals(HISTORY.lines(), read.lines());
        assertEquals(0.01, read.plan().inference().errors().alpha());
        assertEquals(HISTORY.head(), read.head());
        assertEquals(HISTORY.lines().getLast(), read.last());
        assertEquals(List.of("alpha"), ((Amended) read.entries().get(1)).changed());
    }

    @Test
    void anyCharacterOfAnyLineThatChangesIsFoundAtThatLine() {
        var random = new Random(3);
        for (int line = 0; line < HISTORY.lines().size(); line++) {
            for (int i = 0; i < 60; i++) {
                List<String> lines = new ArrayList<>(HISTORY.lines());
                var changed = new StringBuilder(lines.get(line));
                int place = random.nextInt(changed.length());
                char other = (char) (' ' + random.nextInt(95));
                if (changed.charAt(place) == other) {
                    continue;
                }
                changed.setCharAt(place, other);
                lines.set(line, changed.toString());
                refused("line " + (line + 1) + " of the history: ", () -> PlanHistory.read(text(lines)));
            }
        }
    }

    @Test
    void aLineThatIsRemovedOrTwiceOrMovedIsFoundWhereTheChainBreaks() {
        for (int line = 0; line < HISTORY.lines().size() - 1; line++) {
            String broken = "line " + (line + 1) + " of the history: it does not follow the line before it";
            List<String> removed = new ArrayList<>(HISTORY.lines());
            removed.remove(line);
            refused(broken, () -> PlanHistory.read(text(removed)));
            List<String> moved = new ArrayList<>(removed);
            moved.add(HISTORY.lines().get(line));
            refused(broken, () -> PlanHistory.read(text(moved)));
            List<String> twice = new ArrayList<>(HISTORY.lines());
            twice.add(line, twice.get(line));
            String second = "line " + (line + 2) + " of the history: it does not follow the line before it";
            refused(second, () -> PlanHistory.read(text(twice)));
        }
    }

    /** Who changes a line and its hash breaks the line after it. */
    @Test
    void aLineWithANewHashBreaksTheNext() {
        for (int line = 0; line < HISTORY.lines().size() - 1; line++) {
            List<String> lines = new ArrayList<>(HISTORY.lines());
            lines.set(line, rehashed(lines.get(line), "by", "eve"));
            String next = "line " + (line + 2) + " of the history: it does not follow the line before it";
            refused(next, () -> PlanHistory.read(text(lines)));
        }
    }

    @Test
    void whatWasCutOffOrWrittenAnewShowsToWhoKeptTheHead() {
        List<String> lines = HISTORY.lines();
        PlanHistory cut = PlanHistory.read(text(lines.subList(0, 3)));
        refused("no line has the hash " + HISTORY.head(), () -> cut.require(HISTORY.head()));
        List<String> anew = new ArrayList<>(lines);
        anew.set(4, rehashed(lines.get(4), "by", "eve"));
        PlanHistory other = PlanHistory.read(text(anew));
        refused("written anew", () -> other.require(HISTORY.head()));
        assertDoesNotThrow(() -> HISTORY.require(cut.head()));
        assertDoesNotThrow(() -> PlanHistory.read(text(lines)).require(HISTORY.head()));
    }

    private static String rehashed(String line, String key, String value) {
        var members = new LinkedHashMap<>(((Json.Obj) Json.parse(line)).members());
        members.remove("hash");
        members.put(key, Json.of(value));
        members.put("hash", Json.of(Sha256.of(new Json.Obj(members).canonical())));
        return new Json.Obj(members).canonical();
    }

    @Test
    void saysHowALineIsWrong() {
        String first = HISTORY.lines().getFirst();
        String third = HISTORY.lines().get(2);
        refusedLine(0, first.replace("0.05", "0.06"), "it was changed after it was written: its hash is");
        refusedLine(0, first.replace(",", ", "), "not in canonical form");
        refusedLine(0, "3", "it is no record");
        refusedLine(0, "{}", "\"previous\" is missing");
        refusedLine(0, "{", "the text ends too early");
        refusedLine(0, rehashed(first, "planHash", "0"), "the plan was changed after it was locked: its hash is");
        refusedLine(2, rehashed(third, "type", "start"), "no entry of type \"start\"; did you mean 'started'?");
        refusedLine(2, rehashed(third, "at", "noon"), "\"noon\" is no time");
        refusedLine(2, rehashed(third, "more", "x"), "members that its type does not have");
        refusedLine(2, rehashed(third, "by", " "), "who did it");
        refusedLine(2, rehashed(third, "at", "2020-01-01T00:00:00Z"), "time goes on");
        refusedLine(1, rehashed(HISTORY.lines().get(1), "changed", "x"), "\"changed\" is no list of paths");
        refused("the history is empty", () -> PlanHistory.read(""));
    }

    private static void refusedLine(int line, String instead, String saying) {
        List<String> lines = new ArrayList<>(HISTORY.lines());
        lines.set(line, instead);
        refused(saying, () -> PlanHistory.read(text(lines)));
    }

    @Test
    void aHistoryBeginsWithALockedPlanAndHasNoOther() {
        String locked = HISTORY.lines().getFirst();
        String again = rehashed(locked, "previous", HISTORY.head());
        refused("a plan is locked once", () -> PlanHistory.read(text(HISTORY.lines()) + again));
        String started = rehashed(HISTORY.lines().get(2), "previous", Link.NOTHING);
        refused("must begin with a locked plan", () -> PlanHistory.read(started));
    }

    @Test
    void anAmendmentMustSayWhatItChangesAndWhy() {
        refused("must change the plan", () -> HISTORY.amend(HISTORY.plan(), "ann", "no change", at(9)));
        refused("needs a reason", () -> HISTORY.amend(Plan.example(), "ann", "", at(9)));
        refused("time goes on", () -> HISTORY.amend(Plan.example(), "ann", "back", at(0)));
        String amended = HISTORY.lines().get(1);
        var members = new LinkedHashMap<>(((Json.Obj) Json.parse(amended)).members());
        members.put("changed", new Json.Arr(List.of(Json.of("power"))));
        members.remove("hash");
        String lying = rehashed(new Json.Obj(members).canonical(), "by", "bob");
        refusedLine(1, lying, "are not those that it changes");
    }

    @Test
    void aLockedPlanSaysWhereAnotherDiffers() {
        LockedPlan locked = LockedPlan.lock(Plan.example(), START);
        assertDoesNotThrow(() -> locked.verify(Plan.read(Plan.example().text())));
        refused(
                "the plan was changed after it was locked at 2026-03-02T09:00:00.500Z: 1 value differs, "
                        + "first difference at path power, from 0.8 to 0.9",
                () -> locked.verify(changed("power", Json.of(0.9))));
        refused(
                "the plan was changed after it was locked",
                () -> new LockedPlan(changed("power", Json.of(0.9)), locked.hash(), START));
    }

    @Test
    void differencesAreTheSmallestValuesThatDiffer() {
        Json before = Json.parse("{\"a\": [1, {\"b\": 2}], \"c\": 3, \"d\": {}}");
        Json after = Json.parse("{\"a\": [1, {\"b\": 4}, 5], \"e\": 3, \"d\": []}");
        assertEquals(
                List.of(
                        "a[1].b, from 2 to 4",
                        "a[2], from nothing to 5",
                        "c, from 3 to nothing",
                        "d, from {} to []",
                        "e, from nothing to 3"),
                Difference.between(before, after).stream()
                        .map(Difference::toString)
                        .toList());
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
