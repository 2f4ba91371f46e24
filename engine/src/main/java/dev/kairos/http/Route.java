package dev.kairos.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One method of one path.
 *
 * @param path with at most one {@code {parameter}}, which stands for one whole segment
 */
public record Route(String method, String path, Need need, Handling handling) {

    /** How a route's calls are served. */
    public sealed interface Handling {}

    /** By the loop's own {@link LoopEndpoint}. */
    record OnLoop() implements Handling {}

    /** By {@link LoopEndpoint#evaluate}: OFREP, of the flag that the path names or of all. */
    record Evaluated() implements Handling {}

    /** By a stream that stays open, and says when what this names is another. */
    record Announced(Supplier<String> live) implements Handling {}

    /** At once, on any thread. */
    record AtOnce(Quick quick) implements Handling {}

    /** At once, from memory, unless the caller has it. */
    record Kept(StaticFile file) implements Handling {}

    /** By a worker thread, which may wait. */
    record OnWorker(Work work) implements Handling {}

    /** By a worker thread, which reads the body as it comes in. */
    record Streamed(StreamWork work) implements Handling {}

    /** By the loop or, when there is much of it, a worker; and answered later, from whatever thread. */
    record Later(Begin work, int maxBodyBytes) implements Handling {}

    /** Begins to serve a call that is answered when something else is done. */
    @FunctionalInterface
    interface Begin {
        /**
         * Must not wait.
         *
         * @param answer to be completed once, on any thread
         * @throws Problem to answer that instead, at once
         */
        void begin(Post post, CompletableFuture<Answer> answer);
    }

    /** Answers from memory. */
    @FunctionalInterface
    public interface Quick {
        Answer answer();
    }

    /** Answers a call whose body is whole. May wait. */
    @FunctionalInterface
    public interface Work {
        /** @throws Problem to answer that instead */
        Answer answer(Call call) throws Exception;
    }

    /** Answers a call whose body may be longer than memory. May wait. */
    @FunctionalInterface
    public interface StreamWork {
        /**
         * @param body unpacked; reading it waits for the caller and throws when the caller goes away
         * @throws Problem to answer that instead
         */
        Answer answer(InputStream body) throws IOException;
    }

    static Route onLoop(String method, String path, Need need) {
        return new Route(method, path, need, new OnLoop());
    }

    static Route evaluated(String path) {
        return new Route("POST", path, Need.WRITE_KEY, new Evaluated());
    }

    /** @param live what is live now, a word that a header can bear; asked often, from any thread */
    static Route announced(String path, Supplier<String> live) {
        return new Route("GET", path, Need.WRITE_KEY_ANYWHERE, new Announced(live));
    }

    static Route atOnce(String method, String path, Need need, Quick quick) {
        return new Route(method, path, need, new AtOnce(quick));
    }

    /** A file that anybody may read. */
    public static Route file(String path, StaticFile file) {
        return new Route("GET", path, Need.NO_KEY, new Kept(file));
    }

    public static Route onWorker(String method, String path, Need need, Work work) {
        return new Route(method, path, need, new OnWorker(work));
    }

    static Route later(String path, int maxBodyBytes, Begin work) {
        return new Route("POST", path, Need.WRITE_KEY_ANYWHERE, new Later(work, maxBodyBytes));
    }

    public static Route streamed(String method, String path, Need need, StreamWork work) {
        return new Route(method, path, need, new Streamed(work));
    }

    /** Whether it takes JSON only if it is said to be. */
    boolean mindsType() {
        return !(handling instanceof Later) && takesBody();
    }

    /** Whether a slash may follow the path. */
    boolean bearsSlash() {
        return need == Need.WRITE_KEY_ANYWHERE;
    }

    /** Whether the headers are looked at when the body is in. */
    boolean needsHeaders() {
        return handling instanceof Kept
                || handling instanceof Later
                || handling instanceof Evaluated
                || handling instanceof Announced;
    }

    /** Whether what goes wrong is told as OFREP has it. */
    boolean isOfrep() {
        return handling instanceof Evaluated;
    }

    private boolean takesBody() {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }
}
