package dev.kairos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Starts servers as processes of their own, on free ports of loopback, all with the flags of this JVM. */
final class Fleet {

    static final String KAIROS = "kairos";

    private static final int KEY_BYTES = 16;

    private final Program program;
    private final Path folder;
    private final Cleanup cleanup;
    private final Protocol protocol;
    private final Function<Target, RequestMix> mixes;
    private final String writeKey = key();
    private final String secretKey = key();

    /**
     * @param folder where the collectors' logs and what the servers say go
     * @param protocol that floors are to speak
     * @param mixes makes the requests for a server
     */
    Fleet(Program program, Path folder, Cleanup cleanup, Protocol protocol, Function<Target, RequestMix> mixes) {
        this.program = program;
        this.folder = folder;
        this.cleanup = cleanup;
        this.protocol = protocol;
        this.mixes = mixes;
    }

    private static String key() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    LoadedServer floor(Floor floor, int loops) throws InterruptedException {
        String name = name(floor.word(), loops);
        ServerProcess process = cleanup.server(ServerProcess.start(
                program.command(
                        gcLog(name),
                        FloorServer.class.getName(),
                        List.of(floor.word(), protocol.word(), Integer.toString(loops))),
                Map.of(),
                said(name)));
        return server(
                name, loops == 1 ? floor.what() : what(floor.what(), loops), loops, process, LoadedServer.OF_ECHO);
    }

    LoadedServer kairos(List<String> serveOptions, int loops) throws InterruptedException {
        String name = name(KAIROS, loops);
        Path config = folder.resolve(name + ".yaml");
        try {
            Files.writeString(config, "server:\n  eventLoops: " + loops + "\n");
        } catch (IOException e) {
            throw new BenchException("cannot write " + config + ": " + e.getMessage(), e);
        }
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(serveOptions);
        arguments.addAll(List.of("--port", "0", "--config", config.toString(), "--until-input-ends"));
        Map<String, String> keys = Map.of("KAIROS_WRITE_KEYS", writeKey, "KAIROS_SECRET_KEYS", secretKey);
        ServerProcess process =
                cleanup.server(ServerProcess.start(program.command(gcLog(name), arguments), keys, said(name)));
        return server(name, what("Kairos", loops), loops, process, LoadedServer.OF_KAIROS);
    }

    private static String name(String word, int loops) {
        return loops == 1 ? word : word + "-" + loops;
    }

    private static String what(String what, int loops) {
        return what + ", " + loops + (loops == 1 ? " event loop" : " event loops");
    }

    private LoadedServer server(String name, String what, int loops, ServerProcess process, String expected) {
        Target target = Target.local(process.port(), writeKey);
        return new LoadedServer(name, what, program.flags(), loops, target, mixes.apply(target), expected, process);
    }

    ControlCalls control(LoadedServer kairos) {
        return new ControlCalls(kairos.target(), secretKey);
    }

    Path gcLog(String name) {
        return folder.resolve("gc-" + name + ".log");
    }

    private Path said(String name) {
        return folder.resolve(name + ".out");
    }
}
