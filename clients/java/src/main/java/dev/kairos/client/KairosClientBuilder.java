package dev.kairos.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How a client is to be. Each setting is checked when it is made: what cannot work throws IllegalArgumentException,
 * which names it. For one thread.
 */
public final class KairosClientBuilder {

    private static final int MAX_EVENTS_IN_A_BATCH = 2_500;

    private final URI server;
    private final Map<String, String> defaults = new HashMap<>();
    private String key;
    private Duration timeout = Duration.ofMillis(100);
    private Duration networkAllowance = Duration.ofMillis(10);
    private int concurrentCalls = 64;
    private int waitingCalls = 256;
    private int circuitFailures = 20;
    private Duration circuitPeriod = Duration.ofSeconds(1);
    private int queueCapacity = 10_000;
    private int batchSize = 100;
    private Duration linger = Duration.ofMillis(100);
    private KairosMetrics metrics = KairosMetrics.NONE;
    private DeliveryListener listener = new LoggedDrops(System::nanoTime);
    private Executor callbacks = Runnable::run;
    private Consumer<HttpClient.Builder> http = plain -> {};

    KairosClientBuilder(URI server) {
        boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        Checks.that(web && server.getHost() != null, "the server must be http://… or https://…, not " + server);
        Checks.that(
                server.getRawQuery() == null && server.getRawFragment() == null && server.getRawUserInfo() == null,
                "the server's address must have no user, query or fragment");
        String address = server.toString();
        this.server = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }

    /** Sent with every call; none by default, as a server on loopback without keys wants it. */
    public KairosClientBuilder key(String key) {
        Checks.that(
                !key.isBlank() && key.chars().allMatch(c -> c > ' ' && c < 0x7f), "the key has blanks, or is empty");
        this.key = key;
        return this;
    }

    /** How long a decide call waits, all in all, unless it says so itself; 100 ms. */
    public KairosClientBuilder timeout(Duration timeout) {
        this.timeout = Checks.positive("timeout", timeout);
        return this;
    }

    /**
     * What a call's way over the network takes: the server gets what remains of the time without it, and at least half
     * of that; 10 ms.
     */
    public KairosClientBuilder networkAllowance(Duration networkAllowance) {
        Checks.that(!networkAllowance.isNegative(), "networkAllowance is negative");
        this.networkAllowance = networkAllowance;
        return this;
    }

    /** What a placement shows when the server did not answer in time. */
    public KairosClientBuilder defaultFragment(String placement, String fragment) {
        defaults.put(placement, fragment);
        return this;
    }

    /**
     * How many calls may be on their way at a time, each with a thread and a connection of its own; 64. The more, the
     * farther away the server is: calls a second, times seconds that one takes.
     */
    public KairosClientBuilder concurrentCalls(int concurrentCalls) {
        this.concurrentCalls = Checks.between("concurrentCalls", concurrentCalls, 1, 10_000);
        return this;
    }

    /**
     * How many calls may wait for one of those to end; 256. Further ones are answered by default at once: a long queue
     * would only make all of them late.
     */
    public KairosClientBuilder waitingCalls(int waitingCalls) {
        this.waitingCalls = Checks.between("waitingCalls", waitingCalls, 1, 1_000_000);
        return this;
    }

    /**
     * When to leave the server alone, and for how long: after so many calls that failed in a row (20), only one call
     * in each period (1 s) is sent, until one succeeds. The others are answered by default at once.
     */
    public KairosClientBuilder circuit(int failures, Duration period) {
        circuitFailures = Checks.between("failures", failures, 1, 1_000_000);
        circuitPeriod = Checks.positive("period", period);
        return this;
    }

    /** How many touchpoints may wait; 10,000. Each has at most 32 KiB. */
    public KairosClientBuilder queueCapacity(int queueCapacity) {
        this.queueCapacity = Checks.between("queueCapacity", queueCapacity, 1, 10_000_000);
        return this;
    }

    /** How many touchpoints are sent at once, at most; 100. */
    public KairosClientBuilder batchSize(int batchSize) {
        this.batchSize = Checks.between("batchSize", batchSize, 1, MAX_EVENTS_IN_A_BATCH);
        return this;
    }

    /** How long a touchpoint waits for more, so that they are sent together; 100 ms. */
    public KairosClientBuilder linger(Duration linger) {
        Checks.that(!linger.isNegative(), "linger is negative");
        this.linger = linger;
        return this;
    }

    /** Is told what happens; nobody, by default. */
    public KairosClientBuilder metrics(KairosMetrics metrics) {
        this.metrics = metrics;
        return this;
    }

    /** Is told of each touchpoint that will not be delivered; by default the log is, now and then. */
    public KairosClientBuilder listener(DeliveryListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * Completes the futures of decide calls, and so runs their callbacks; by default the client's own threads do. One
     * that is late itself makes answers late.
     */
    public KairosClientBuilder callbacks(Executor callbacks) {
        this.callbacks = callbacks;
        return this;
    }

    /**
     * Changes how the JDK's HTTP client is made: TLS, proxy, authenticator. By default it speaks HTTP/1.1, keeps
     * connections and follows no redirects.
     */
    public KairosClientBuilder http(Consumer<HttpClient.Builder> http) {
        this.http = http;
        return this;
    }

    /** A client, whose threads run until it is closed; none of them keeps the JVM from ending. */
    public KairosClient build() {
        return new KairosClient(this);
    }

    /** All on the threads that wait and the one that selects: no third one takes part. Upgrades to h2c would cost. */
    Endpoint endpoint() {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Runnable::run);
        http.accept(client);
        return new Endpoint(client.build(), server, key);
    }

    DecideLimits decideLimits() {
        return new DecideLimits(timeout, networkAllowance, concurrentCalls, waitingCalls);
    }

    Circuit circuit() {
        return new Circuit(circuitFailures, circuitPeriod.toNanos());
    }

    QueueLimits queueLimits() {
        return new QueueLimits(queueCapacity, batchSize, TimeUnit.MILLISECONDS.toNanos(linger.toMillis()));
    }

    Map<String, String> defaultFragments() {
        return Map.copyOf(defaults);
    }

    Hooks hooks() {
        return new Hooks(metrics, listener);
    }

    Executor callbackExecutor() {
        return callbacks;
    }
}
