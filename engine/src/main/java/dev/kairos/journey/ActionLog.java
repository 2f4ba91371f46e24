package dev.kairos.journey;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.touchpoint.PartitionKey;

/**
 * The journal of actions, each written exactly once. Actions are appended before the profiles that go with them are
 * written, and in the order of their causes. So after a kill or a rebuild, whatever is applied again up to the last
 * action that is there has been written already. The applier's thread only.
 */
final class ActionLog implements AutoCloseable {

    private final Journal journal;
    private final ActionCodec codec = new ActionCodec();
    private Cause lastCause = Cause.NONE;
    private int lastSequence = -1;

    ActionLog(Journal journal) {
        this.journal = journal;
        long last = journal.lastPosition();
        if (last > Journal.START) {
            findLast(last);
        }
    }

    /** The last one may have been erased: then the last that was not counts. */
    private void findLast(long last) {
        try (JournalCursor cursor = journal.cursor(last)) {
            if (cursor.next() && !ActionCodec.isBlank(cursor.bytes(), cursor.length())) {
                lastCause = codec.cause(cursor.bytes(), cursor.length());
                lastSequence = codec.sequence(cursor.bytes(), cursor.length());
                return;
            }
        }
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                if (!ActionCodec.isBlank(cursor.bytes(), cursor.length())) {
                    lastCause = codec.cause(cursor.bytes(), cursor.length());
                    lastSequence = codec.sequence(cursor.bytes(), cursor.length());
                }
            }
        }
    }

    /**
     * Appends the action, unless it is there from before.
     *
     * @param sequence counts the actions of the cause from 0
     * @return whether it was appended
     */
    boolean write(Cause cause, int sequence, Action action) {
        int order = cause.compareTo(lastCause);
        if (order < 0 || order == 0 && sequence <= lastSequence) {
            return false;
        }
        byte[] bytes = codec.encode(cause, sequence, action);
        long partition = PartitionKey.of(action.who().kind(), action.who().id());
        journal.append(partition, bytes, 0, bytes.length, action.atMs());
        lastCause = cause;
        lastSequence = sequence;
        return true;
    }

    @Override
    public void close() {
        journal.close();
    }
}
