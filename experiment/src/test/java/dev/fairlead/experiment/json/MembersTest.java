package dev.fairlead.experiment.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static Members members(String json) {
        return Members.of(Json.parse(json), "");
    }

    @Test
    void membersAreReadByType() {
        Members in = members(
                "{\"n\": 3, \"t\": \"x\", \"f\": false, \"o\": {\"a\": \"b\"}, \"l\": [1, 2], \"os\": [{}], \"no\": null}");
        assertEquals(3, in.requiredNumber("n"));
        assertEquals(Optional.of(3), in.whole("n"));
        assertEquals("x", in.requiredText("t"));
        assertEquals(Optional.of(false), in.flag("f"));
        assertEquals(Map.of("a", "b"), in.texts("o"));
        assertEquals(3, in.numbers("l")[0] + in.numbers("l")[1]);
        assertEquals("os[0]", in.objects("os").getFirst().where());
        assertEquals(Optional.empty(), in.number("no"));
        assertEquals(List.of(), in.objects("none"));
        in.refuseUnread();
    }

    @Test
    void whatIsWrongIsSaidWithItsPath() {
        refused("key: is required; is 'kee' meant to be it?", "{\"kee\": 1}", in -> in.requiredText("key"));
        refused("kee: is unknown; did you mean 'key'?", "{\"kee\": 1}", in -> {
            in.text("key");
            in.refuseUnread();
        });
        refused(
                "o.n: must be a number, not \"x\"",
                "{\"o\": {\"n\": \"x\"}}",
                in -> in.members("o").orElseThrow().number("n"));
        refused("n: must be a whole number, not 1.5", "{\"n\": 1.5}", in -> in.whole("n"));
        refused("t: must be a text that is not blank, not \" \"", "{\"t\": \" \"}", in -> in.text("t"));
        refused("os[1]: must be an object, {…}, not 2", "{\"os\": [{}, 2]}", in -> in.objects("os"));
        refused("the whole: must be an object, {…}, not []", "[]", in -> {});
    }

    private static void refused(String sentence, String json, Consumer<Members> read) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> read.accept(members(json)))
                        .getMessage());
    }
}
