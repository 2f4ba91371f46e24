package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head that is known is what Netty's decoder makes of it, whatever comes, or it is not known. */
class KnownHeadTest {

    private static final String LINES = "POST /v1/decide HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer write-key-1\r\n";
    private static final String HEAD = LINES + "Content-Length: 12\r\ntraceparent: 00-af-12-01\r\nX-Extra: 1\r\n\r\n";
    private static final String BODY = "{\"a\":\"1234\"}";

    @Test
    void knowsTheSameHeadWithABodyOfAnotherLength() {
        KnownHead head = head(HEAD);
        String next = HEAD.replace(": 12", ": 7") + "1234567POST";

        assertThat(head.leads(bytes("xx" + next), 2, 2 + next.length())).isTrue();
        assertThat(head.bodyFrom()).isEqualTo(2 + HEAD.length() - 1);
        assertThat(head.bodyTo() - head.bodyFrom()).isEqualTo(7);
    }

    @Test
    void letsWhatTracingAddsDiffer() {
        assertThat(leads(head(HEAD), HEAD.replace("00-af-12-01", "00-bcd-3-00") + BODY))
                .isTrue();
        assertThat(leads(head(HEAD), HEAD.replace("X-Extra: 1", "X-Extra: 2") + BODY))
                .isFalse();
    }

    @Test
    void leavesWhatIsNotAllThere() {
        String whole = HEAD + BODY;
        for (int length = 0; length < whole.length(); length++) {
            assertThat(leads(head(HEAD), whole.substring(0, length))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Length: 12\r\nContent-Length: 12\r\n",
                "Content-Length: 12, 12\r\n",
                "Content-Length: 012\r\n",
                "Content-Length: +12\r\n",
                "Content-Length: 123456789\r\n",
                "Content-Length : 12\r\n",
                "Content-Length: 12\r\ntraceparent:\r\n",
                " Content-Length: 12\r\n"
            })
    void learnsNoHeadThatIsNotPlain(String lines) {
        assertThat(KnownHead.of(bytes(LINES + lines + "\r\n"))).isNull();
    }

    @Test
    void meansWhatNettyReads() {
        Random random = new Random(7);
        KnownHead head = head(HEAD);
        int known = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] request = mutated(random);
            if (head.leads(request, 0, request.length)) {
                known++;
                byte[] body = Arrays.copyOfRange(request, head.bodyFrom(), head.bodyTo());
                assertThat(read(Arrays.copyOf(request, head.bodyTo())))
                        .as(text(request))
                        .isEqualTo(read((HEAD.replace(": 12", ": " + body.length) + text(body))
                                .getBytes(StandardCharsets.ISO_8859_1)));
            }
        }
        assertThat(known).isGreaterThan(1_000);
    }

    /** One to three bytes changed, left out or put in, most of them where they may be. */
    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(HEAD + BODY);
        for (int change = random.nextInt(3); change >= 0; change--) {
            int trace = text.indexOf("traceparent");
            int near = random.nextInt(4);
            int at = near == 0
                    ? random.nextInt(text.length())
                    : near == 1 ? text.indexOf(": 12") + 1 + random.nextInt(5) : trace + random.nextInt(26);
            at = Math.min(Math.max(0, at), text.length() - 1);
            char next = random.nextInt(3) == 0
                    ? (char) random.nextInt(256)
                    : "0123456789 :,\r\n\tab".charAt(random.nextInt(18));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, next);
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, next);
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As Netty reads it: line, headers without those of tracing, body. */
    private static String read(byte[] request) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder(), new HttpObjectAggregator(1 << 20));
        channel.writeInbound(Unpooled.wrappedBuffer(request));
        FullHttpRequest read = channel.readInbound();
        assertThat((Object) read).as(text(request)).isNotNull();
        assertThat(read.decoderResult().isSuccess()).as(text(request)).isTrue();
        TreeMap<String, String> headers = new TreeMap<>();
        read.headers().remove("traceparent").forEach(entry -> headers.put(entry.getKey(), entry.getValue()));
        String text = read.method() + " " + read.uri() + " " + read.protocolVersion() + headers
                + read.content().toString(StandardCharsets.ISO_8859_1);
        assertThat(channel.<Object>readInbound()).isNull();
        read.release();
        channel.finishAndReleaseAll();
        return text;
    }

    private static KnownHead head(String text) {
        KnownHead head = KnownHead.of(bytes(text));
        assertThat(head).isNotNull();
        return head;
    }

    private static boolean leads(KnownHead head, String request) {
        return head.leads(bytes(request), 0, request.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
