package dev.kairos.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of {@code deliver.mjs}, in a process of its own. */
final class NodeClient implements DeliveringClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    NodeClient(String name, String url) throws IOException {
        this.name = name;
        process = NodeModules.start(NodeModules.node("deliver.mjs", name, url)
                .redirectError(NodeModules.folder().resolve(name + ".log").toFile()));
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void give(int events) throws IOException {
        say("give " + events);
        await("given ");
    }

    @Override
    public GivenEvents end() throws IOException {
        say("end");
        JsonNode told = JSON.readTree(await("{"));
        return new GivenEvents(ids(told.path("given")), ids(told.path("failed")));
    }

    private void say(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    private String await(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError(name + " has ended; target/clients/" + name + ".log says why");
    }

    private static List<String> ids(JsonNode array) {
        List<String> ids = new ArrayList<>();
        array.forEach(id -> ids.add(id.textValue()));
        return ids;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
