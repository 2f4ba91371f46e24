package dev.kairos.http;

import dev.kairos.profile.WriteResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a change of a profile is answered with, once it is made. Waits for that: on workers. */
final class WriteAnswer {

    private static final long PATIENCE_SECONDS = 10;
    private static final Problem UNKNOWN = Problem.notFound("There is no such profile.");
    private static final Problem TOO_LATE =
            Problem.busy("The change was not confirmed in time; it may still be made.", 1);

    private WriteAnswer() {}

    static Answer of(CompletableFuture<WriteResult> written) {
        try {
            return of(written.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException late) {
            throw TOO_LATE;
        } catch (InterruptedException | ExecutionException stopped) {
            throw Problem.of(ProblemType.NOT_READY, WriteResult.CLOSED.message());
        }
    }

    private static Answer of(WriteResult result) {
        return switch (result) {
            case CREATED -> Answer.empty(201);
            case UPDATED, ERASED -> Answer.empty(204);
            case ACCEPTED -> Answer.empty(202);
            case NOT_FOUND -> throw UNKNOWN;
            case STORE_FULL, DICTIONARY_FULL -> throw Problem.of(ProblemType.STORE_FULL, result.message());
            case TOO_LARGE, INVALID -> throw Problem.notValid(result.message(), "");
            case BUSY -> throw Problem.busy(result.message(), 1);
            case CLOSED -> throw Problem.of(ProblemType.NOT_READY, result.message());
            case FAILED -> throw Problem.of(ProblemType.FAILED, result.message());
        };
    }
}
