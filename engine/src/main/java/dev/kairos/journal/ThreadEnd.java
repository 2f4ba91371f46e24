package dev.kairos.journal;

/** Waits for threads that own files: these may not be closed before their thread has ended. */
public final class ThreadEnd {

    private ThreadEnd() {}

    /** Returns when the thread has ended, however often the caller is interrupted; the caller then still is. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
