package dev.kairos;

import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.KeySet;
import dev.kairos.http.Limits;
import dev.kairos.http.ServerSettings;
import dev.kairos.journal.AppendQueueOptions.Durability;
import dev.kairos.journal.ErasureSettings;
import dev.kairos.journal.JournalOptions.OnDamage;
import dev.kairos.journey.UpdateSettings;
import dev.kairos.mistake.Mistakes;
import dev.kairos.pack.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a configuration one by one, each with its range. One file. */
final class ConfigReader {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final String file;
    private final Map<String, String> environment;
    private final Mistakes mistakes;
    private final List<String> keys = new ArrayList<>();

    ConfigReader(String file, Map<String, String> environment, Mistakes mistakes) {
        this.file = file;
        this.environment = environment;
        this.mistakes = mistakes;
    }

    /** The names of all keys that can be set, e.g. {@code server.port}. */
    static List<String> keys() {
        ConfigReader reader = new ConfigReader("none", Map.of(), new Mistakes());
        reader.read(null);
        return reader.keys;
    }

    /** What it returns is good only if no mistake was added. */
    Config read(@Nullable YamlMap root) {
        Config config = new Config(
                server(section(root, "server"), keySet(section(root, "keys"))),
                decide(section(root, "decide")),
                store(section(root, "store")),
                decisionLog(section(root, "decisionLog")),
                journal(section(root, "journal")));
        if (root != null) {
            root.refuseOthers();
        }
        return config;
    }

    private ConfigSection section(@Nullable YamlMap root, String name) {
        return new ConfigSection(name, root == null ? null : root.map(name), keys);
    }

    private ServerSettings server(ConfigSection given, KeySet accepted) {
        ServerSettings usual = ServerSettings.DEFAULT;
        Limits limits = usual.limits();
        String host = given.text("host", usual.host());
        int port = (int) given.whole("port", usual.port(), 0, 65_535);
        int eventLoops = (int) given.whole("eventLoops", usual.eventLoops(), 1, 256);
        int maxBody = (int) given.size("maxBody", limits.maxBodyBytes(), 1 << 10, 256 << 20);
        Duration request = given.duration("requestTimeout", limits.requestTimeout(), MILLI, DAY);
        Duration idle = given.duration("idleTimeout", limits.idleTimeout(), MILLI, DAY);
        Duration shedAfter = given.duration("shedAfter", limits.shedAfter(), MILLI, DAY);
        Duration stop = given.duration("stopTimeout", limits.stopTimeout(), Duration.ZERO, DAY);
        int eventStreams = (int) given.whole("eventStreams", limits.eventStreams(), 0, 1_000_000);
        int http2Streams = (int) given.whole("http2Streams", limits.http2Streams(), 0, 100_000);
        List<String> origins = given.texts("corsOrigins", usual.corsOrigins());
        given.refuseOthers();
        return given.checked(
                usual,
                () -> new ServerSettings(
                        host,
                        port,
                        eventLoops,
                        accepted,
                        new Limits(maxBody, request, idle, shedAfter, stop, eventStreams, http2Streams),
                        origins));
    }

    private KeySet keySet(ConfigSection given) {
        List<String> write = keysOf(Config.WRITE_KEYS, given.texts("write", List.of()));
        List<String> secret = keysOf(Config.SECRET_KEYS, given.texts("secret", List.of()));
        given.refuseOthers();
        boolean inFile = given.isGiven();
        try {
            return new KeySet(write, secret);
        } catch (IllegalArgumentException e) {
            String where = inFile ? file : Config.WRITE_KEYS + ", " + Config.SECRET_KEYS;
            mistakes.add(where, given.line(), "keys: " + e.getMessage());
            return KeySet.NONE;
        }
    }

    private List<String> keysOf(String variable, List<String> inFile) {
        String given = environment.get(variable);
        if (given == null) {
            return inFile;
        }
        return Arrays.stream(given.split(","))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    private DecideLimits decide(ConfigSection given) {
        DecideLimits usual = DecideLimits.DEFAULT;
        Duration longest = Duration.ofMinutes(1);
        Duration most = given.duration("maxTimeout", usual.maxTimeout(), MILLI, longest);
        Duration normal = given.duration("defaultTimeout", usual.defaultTimeout(), MILLI, longest);
        given.refuseOthers();
        if (normal.compareTo(most) > 0) {
            mistakes.add(file, given.line(), "decide: defaultTimeout is longer than maxTimeout");
            return usual;
        }
        return new DecideLimits(normal, most);
    }

    private Config.Store store(ConfigSection given) {
        long capacity = given.whole("capacity", Config.Store.DEFAULT.capacity(), 1_000, 1_000_000_000L);
        long checkedFirst = given.whole("checkedFirst", Config.Store.DEFAULT.checkedFirst(), 0, 1_000_000_000L);
        given.refuseOthers();
        return new Config.Store(capacity, checkedFirst);
    }

    private DecisionLogSettings decisionLog(ConfigSection given) {
        DecisionLogSettings usual = DecisionLogSettings.DEFAULT;
        Duration age = given.duration("maxAge", usual.retention(), Duration.ofHours(1), Duration.ofDays(3_650));
        long size = given.size("maxSize", usual.maxBytes(), 64 << 20, 1L << 50);
        double share = given.share("snapshotShare", usual.snapshotShare());
        long ring = given.size("ring", usual.ringBytes(), 1 << 20, 1 << 30);
        given.refuseOthers();
        return given.checked(usual, () -> new DecisionLogSettings(age, size, share, (int) ring));
    }

    private UpdateSettings journal(ConfigSection given) {
        UpdateSettings usual = UpdateSettings.DEFAULT;
        Durability durability = given.choice("durability", usual.durability(), Durability.values());
        Duration age =
                given.duration("maxAge", usual.retention().maxAge(), Duration.ofHours(1), Duration.ofDays(36_500));
        long size = given.size("maxSize", usual.retention().maxBytes(), 64 << 20, 1L << 50);
        Duration snapshots = given.duration("snapshotEvery", usual.snapshotEvery(), Duration.ZERO, Duration.ofDays(30));
        Duration horizon =
                given.duration("dedupeHorizon", usual.dedupe().horizon(), Duration.ofMinutes(1), Duration.ofDays(30));
        int messages = (int) given.whole("dedupeMessages", usual.dedupe().messages(), 1_024, 16 << 20);
        OnDamage onDamage = given.choice("onDamage", usual.care().onDamage(), OnDamage.values());
        ErasureSettings erasure = usual.care().erasure();
        Duration delay = given.duration("erasureDelay", erasure.delay(), Duration.ZERO, Duration.ofDays(30));
        long rate = given.whole("erasureRate", erasure.recordsPerSecond(), 1_000, 1_000_000_000L);
        given.refuseOthers();
        return new UpdateSettings(
                durability,
                new UpdateSettings.Retention(age, size),
                snapshots,
                new UpdateSettings.Repeats(horizon, messages),
                new UpdateSettings.Care(onDamage, new ErasureSettings(delay, rate)),
                usual.store());
    }
}
