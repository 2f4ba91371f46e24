package dev.kairos.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code kairos demo}, with few customers. */
final class ServedDemo implements AutoCloseable {

    private static final Pattern SITE = Pattern.compile("Look at its pages.*(http://127\\.0\\.0\\.1:\\d+)/");

    private final Process process;
    private final String url;

    private ServedDemo(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Returns when it has said all that it has to say. @param folder for that and its data */
    static ServedDemo start(Path folder) throws IOException {
        Path errors = folder.resolve("errors");
        Process process = KairosProcess.start(
                errors,
                "demo",
                "--port",
                "0",
                "--profiles",
                "100",
                "--data",
                folder.resolve("data").toString());
        StringBuilder said = new StringBuilder();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains("Ctrl-C stops it.")) {
                break;
            }
        }
        Matcher site = SITE.matcher(said);
        if (!site.find()) {
            process.destroyForcibly();
            throw new AssertionError("the demo names no site: " + said + Files.readString(errors));
        }
        return new ServedDemo(process, site.group(1));
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
