package dev.kairos.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Files that begin well and are damaged in some places. */
final class RandomFiles {

    private static final String[] PIECES = {
        ",", ";", "\"", "\n", "\r", "\r\n", "\0", "\uFEFF", "x", "{", "}", "#", "é", "\"\"", "\n\n", "1", "\\", " "
    };

    private RandomFiles() {}

    static byte[] next(Random random) {
        StringBuilder file = new StringBuilder(random.nextBoolean() ? "userId,age,note\n" : "");
        boolean json = file.isEmpty();
        int rows = random.nextInt(600);
        for (int i = 0; i < rows; i++) {
            String id = "c-" + random.nextInt(400);
            file.append(
                    json
                            ? "{\"userId\":\"" + id + "\",\"attributes\":{\"age\":" + i + "}}\n"
                            : id + "," + i + ",note\n");
        }
        for (int hits = random.nextInt(20); hits > 0; hits--) {
            file.insert(random.nextInt(file.length() + 1), PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] bytes = file.toString().getBytes(UTF_8);
        for (int hits = random.nextInt(3); hits > 0 && bytes.length > 0; hits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
