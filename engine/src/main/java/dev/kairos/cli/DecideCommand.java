package dev.kairos.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kairos.Config;
import dev.kairos.DataFolder;
import dev.kairos.Engine;
import dev.kairos.Preload;
import dev.kairos.http.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One decision, explained. */
@Command(
        name = "decide",
        sortOptions = false,
        description = {
            "Makes one decision and explains it: what was considered, which rules fired, why each action won or did not.",
            "The data folder must not be in use by a server. Leaves no trace, unless the request says \"dryRun\": false."
        },
        footer = {
            "",
            "The request is what POST /v1/decide takes, for instance:",
            "  {\"userId\": \"c-42\", \"channel\": \"web\", \"placements\": [\"home.hero\"]}",
            "",
            "Example: kairos decide --pack rules/retail-bank --data data request.json"
        })
final class DecideCommand implements Callable<Integer> {

    /** A first decision compiles as it goes: what the call itself may take would be over before. */
    private static final int TIMEOUT_MS = 5_000;

    private final Terminal terminal;

    @Option(names = "--pack", paramLabel = "DIR", required = true, description = "The pack's folder.")
    private Path pack;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The data folder with the profiles.")
    private Path data;

    @Parameters(paramLabel = "REQUEST.json", description = "The request; - reads it from standard input.")
    private Path request;

    DecideCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ObjectNode asked = explained(parsed(content()));
        if (!Files.isDirectory(new DataFolder(data).profiles())) {
            throw new Failure("there are no profiles in " + data + ": load some first, with 'kairos load'");
        }
        Config usual = Config.DEFAULT;
        ServerSettings own = usual.server().withHost("127.0.0.1").withPort(0).withEventLoops(1);
        Config settings = usual.withServer(own);
        Preload.begin();
        try (Engine engine = Engines.start(pack, Packs.load(pack, terminal), data, settings)) {
            LocalCalls.Answer answer = new LocalCalls(engine.port()).decide(asked);
            terminal.say(answer.body().toPrettyString());
            return answer.status() == 200 ? 0 : 1;
        }
    }

    private byte[] content() throws IOException {
        try {
            return request.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(request);
        } catch (NoSuchFileException e) {
            throw new Failure("there is no file " + request, e);
        }
    }

    private JsonNode parsed(byte[] content) throws IOException {
        try {
            return LocalCalls.JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw new Failure(request + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private ObjectNode explained(JsonNode parsed) {
        if (!(parsed instanceof ObjectNode asked)) {
            throw new Failure(request + " holds no JSON object");
        }
        asked.put("explain", true);
        if (!asked.has("dryRun")) {
            asked.put("dryRun", true);
        }
        if (!asked.has("timeoutMs")) {
            asked.put("timeoutMs", TIMEOUT_MS);
        }
        return asked;
    }
}
