package dev.kairos.journey;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sleep of a thread that has found nothing to do, from which whoever brings something wakes it. He brings it and then
 * looks whether it sleeps; the thread says that it is about to sleep and then looks once more whether there is something:
 * so one of the two always sees the other, and nothing waits for the end of a sleep.
 */
final class Doze {

    private final long longestNs;
    /** The thread, once it has said so. */
    private volatile @Nullable Thread sleeper;

    Doze(long longestMs) {
        longestNs = longestMs * 1_000_000;
    }

    /** Something was brought. Any thread; a volatile read unless the thread sleeps. */
    void wake() {
        Thread woken = sleeper;
        if (woken != null) {
            sleeper = null;
            LockSupport.unpark(woken);
        }
    }

    /** By the thread, when there is nothing to do. False for the first time: then it must look once more. */
    boolean mayBegin() {
        if (sleeper != null) {
            return true;
        }
        sleeper = Thread.currentThread();
        return false;
    }

    /** By the thread: sleeps until it is woken, or has slept for long enough. */
    void begin() {
        LockSupport.parkNanos(this, longestNs);
    }

    /** By the thread: it has something to do. */
    void off() {
        sleeper = null;
    }
}
