package dev.kairos.bulk;

import java.util.Map;

/** Where events that are loaded go: a journal in this process, or a server. */
@FunctionalInterface
public interface EventSink {

    /** What became of a batch. */
    sealed interface Result {

        /** All were taken but those named. @param rejected reasons by place in the batch, from 0 */
        record Taken(Map<Integer, String> rejected) implements Result {}

        /** Nothing of it, and nothing more can be. @param why for the person who loads */
        record Stopped(String why) implements Result {}
    }

    /**
     * Takes a batch; waits until it is taken.
     *
     * @param body {@code {"batch": […]}} in the form of the Segment family, within its limits
     * @param rows how many are in it
     */
    Result send(byte[] body, int rows);
}
