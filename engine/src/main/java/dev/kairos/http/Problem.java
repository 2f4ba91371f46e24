package dev.kairos.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer other than the one hoped for, thrown by whatever serves a route and answered as
 * {@code application/problem+json} (RFC 9457). Immutable and without a stack trace, so that throwing one is cheap and a
 * constant one may be thrown from any thread.
 *
 * <p>Details are written for the caller. They may quote the request, since {@link #toJson()} escapes and shortens them,
 * but must name no class and no file of the machine.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Fault> faults;
    private final int retryAfterSeconds;
    private final @Nullable String allow;

    private Problem(
            ProblemType type, String detail, List<Fault> faults, int retryAfterSeconds, @Nullable String allow) {
        super(detail, null, false, false);
        this.type = type;
        this.faults = List.copyOf(faults);
        this.retryAfterSeconds = retryAfterSeconds;
        this.allow = allow;
    }

    /** A problem of any type; see the named factories for the common ones. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), 0, null);
    }

    /** 400: no sense can be made of the body or the request. */
    public static Problem unreadable(String detail) {
        return of(ProblemType.UNREADABLE, detail);
    }

    /** 400, with the place in the body up to which sense could be made of it. */
    public static Problem unreadable(String detail, String pointer) {
        return new Problem(ProblemType.UNREADABLE, detail, List.of(Fault.at(pointer, detail)), 0, null);
    }

    /** 422: readable, and this one thing is wrong. */
    public static Problem notValid(String detail, String pointer) {
        return new Problem(ProblemType.NOT_VALID, detail, List.of(Fault.at(pointer, detail)), 0, null);
    }

    /** 422: readable, and all these things are wrong. */
    public static Problem notValid(String detail, List<Fault> faults) {
        return new Problem(ProblemType.NOT_VALID, detail, faults, 0, null);
    }

    public static Problem notFound(String detail) {
        return of(ProblemType.NOT_FOUND, detail);
    }

    public static Problem tooLarge(String detail) {
        return of(ProblemType.TOO_LARGE, detail);
    }

    /** 405. {@code allow}: the methods that the path does have, for the {@code Allow} header. */
    static Problem methodNotAllowed(String allow) {
        return new Problem(
                ProblemType.METHOD_NOT_ALLOWED, "This path answers " + allow + " only.", List.of(), 0, allow);
    }

    /** 503, to be tried again after so many seconds. */
    public static Problem busy(String detail, int retryAfterSeconds) {
        return new Problem(ProblemType.BUSY, detail, List.of(), retryAfterSeconds, null);
    }

    /** 429, to be tried again after so many seconds. */
    public static Problem tooMany(String detail, int retryAfterSeconds) {
        return new Problem(ProblemType.TOO_MANY, detail, List.of(), retryAfterSeconds, null);
    }

    /** 503 while starting or stopping, to be tried again after so many seconds. */
    public static Problem notReady(String detail, int retryAfterSeconds) {
        return new Problem(ProblemType.NOT_READY, detail, List.of(), retryAfterSeconds, null);
    }

    public ProblemType type() {
        return type;
    }

    public int status() {
        return type.status();
    }

    public String detail() {
        return getMessage();
    }

    public List<Fault> faults() {
        return faults;
    }

    /** For the {@code Retry-After} header; 0 when trying again is no help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    @Nullable
    String allow() {
        return allow;
    }

    /** The document, UTF-8. One fault is a {@code pointer} and a {@code hint}, several are {@code errors}. */
    public byte[] toJson() {
        return ProblemJson.encode(this);
    }
}
