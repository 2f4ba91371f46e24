package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.bulk.EventMapping;
import dev.kairos.touchpoint.Touchpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventMappingFileTest {

    @TempDir
    Path dir;

    private final StringWriter told = new StringWriter();

    private EventMapping read(String text) throws IOException {
        Terminal terminal = new Terminal(new PrintWriter(told), new PrintWriter(told), false, System::nanoTime);
        return EventMappingFile.read(Files.writeString(dir.resolve("mapping.yaml"), text), terminal);
    }

    @Test
    void readsAMapping() throws IOException {
        EventMapping mapping = read("""
                userId: user_id
                anonymousId: session_id
                event: event
                timestamp: timestamp
                pattern: yyyy-MM-dd HH:mm:ss
                zone: Europe/Zurich
                channel: platform
                messageId: [user_id, timestamp]
                prefix: shop-
                properties:
                  cohort: user_cohort
                  total: {column: cart_total, type: number}
                """);

        assertThat(mapping.type()).isEqualTo(Touchpoint.Type.TRACK);
        assertThat(mapping.ids())
                .isEqualTo(new EventMapping.Ids("user_id", "session_id", List.of("user_id", "timestamp"), "shop-"));
        assertThat(mapping.what()).isEqualTo(new EventMapping.What("event", null, "platform", null));
        assertThat(mapping.time().zone()).isEqualTo(ZoneId.of("Europe/Zurich"));
        assertThat(mapping.properties())
                .isEqualTo(Map.of(
                        "cohort", new EventMapping.Cell("user_cohort", EventMapping.ValueKind.TEXT),
                        "total", new EventMapping.Cell("cart_total", EventMapping.ValueKind.NUMBER)));
    }

    @Test
    void theLeastThatIsNeeded() throws IOException {
        EventMapping mapping = read("anonymousId: id\neventName: Call\n");

        assertThat(mapping.ids().prefix()).isEqualTo("file-");
        assertThat(mapping.time().column()).isNull();
        assertThat(mapping.properties()).isEmpty();
    }

    @Test
    void tellsAllMistakesAtOnce() {
        assertThatThrownBy(() -> read("""
                usrId: user_id
                type: identify
                pattern: bbb
                zone: Mars/North
                messageId: {a: b}
                properties:
                  total: {column: x, type: money}
                  other: {type: text}
                """)).isInstanceOf(Failure.class);

        assertThat(told.toString())
                .contains("mapping.yaml:1: unknown key 'usrId' (did you mean 'userId'?)")
                .contains("'userId' or 'anonymousId' is required")
                .contains("'identify' is no type of a file")
                .contains("'bbb' is none")
                .contains("no time zone 'Mars/North'")
                .contains("missing key 'timestamp'")
                .contains("type: 'money' is none")
                .contains("missing key 'column'");
    }

    @Test
    void tellsOfAFileThatIsNotThere() {
        Terminal terminal = new Terminal(new PrintWriter(told), new PrintWriter(told), false, System::nanoTime);

        assertThatThrownBy(() -> EventMappingFile.read(dir.resolve("none.yaml"), terminal))
                .isInstanceOf(Failure.class);
    }
}
