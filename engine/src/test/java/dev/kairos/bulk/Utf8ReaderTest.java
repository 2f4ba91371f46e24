package dev.kairos.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8ReaderTest {

    @Test
    void readsWhatJavaReads() throws IOException {
        String text = "naïve 🙂 \uFFFD \0 € ".repeat(20_000);

        assertThat(read(text.getBytes(UTF_8))).isEqualTo(text);
    }

    @Test
    void leavesOutAMarkAtTheBeginningOnly() throws IOException {
        assertThat(read("\uFEFFa\uFEFFb".getBytes(UTF_8))).isEqualTo("a\uFEFFb");
    }

    @Test
    void givesBackAnyBytesAsTheyWere() throws IOException {
        Random random = new Random(13);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(5_000)];
            random.nextBytes(bytes);
            for (int ascii = 0; ascii < bytes.length; ascii += 1 + random.nextInt(5)) {
                bytes[ascii] = (byte) ('a' + random.nextInt(26));
            }

            assertThat(Utf8Reader.encode(read(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void peeksWithoutTaking() throws IOException {
        try (Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream("abc".getBytes(UTF_8)))) {
            assertThat(reader.peek().toString()).isEqualTo("abc");
            assertThat(reader.peek().toString()).isEqualTo("abc");
            assertThat((char) reader.read()).isEqualTo('a');
        }
    }

    @Test
    void handsOverWhatCameBeforeTheBreak() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("broken off");
                }
                return 'x';
            }
        };
        StringWriter taken = new StringWriter();
        IOException seen = null;
        try (Utf8Reader reader = new Utf8Reader(broken)) {
            reader.transferTo(taken);
        } catch (IOException e) {
            seen = e;
        }

        assertThat(seen).hasMessage("broken off");
        assertThat(taken.toString().length()).isGreaterThan(60_000);
    }

    private static String read(byte[] bytes) throws IOException {
        StringWriter out = new StringWriter();
        try (Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream(bytes))) {
            reader.transferTo(out);
        }
        return out.toString();
    }
}
