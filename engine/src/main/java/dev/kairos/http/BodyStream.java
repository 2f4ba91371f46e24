package dev.kairos.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from an event loop, which offers pieces and never waits, to a worker, which reads and waits. The
 * loop is told when to pause and when to go on, so that what is held in between stays bounded.
 */
final class BodyStream extends InputStream {

    private static final int ENOUGH_BYTES = 256 * 1024;

    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private final Runnable goOn;
    private byte[] current = {};
    private int at;
    private int heldBytes;
    private boolean paused;
    private boolean ended;
    private @Nullable String broken;

    /** @param goOn called from the reading thread when more should be offered after a pause */
    BodyStream(Runnable goOn) {
        this.goOn = goOn;
    }

    /** From the loop, also once it pauses. Returns whether it should pause until told to go on. */
    synchronized boolean offer(byte[] piece) {
        if (piece.length > 0) {
            pieces.add(piece);
            heldBytes += piece.length;
            notifyAll();
        }
        // Stays so until it is told to go on: pieces that were on their way come in after the pause.
        paused |= heldBytes >= ENOUGH_BYTES;
        return paused;
    }

    /** From the loop: nothing more will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** From the loop: the rest will not come. */
    synchronized void breakOff(String why) {
        if (!ended) {
            broken = why;
            pieces.clear();
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == current.length && !nextPiece()) {
            return -1;
        }
        int taken = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, offset, taken);
        at += taken;
        return taken;
    }

    private boolean nextPiece() throws IOException {
        boolean goOnNow;
        synchronized (this) {
            while (pieces.isEmpty() && !ended && broken == null) {
                waitForMore();
            }
            if (broken != null) {
                throw new IOException(broken);
            }
            if (pieces.isEmpty()) {
                return false;
            }
            current = pieces.poll();
            at = 0;
            heldBytes -= current.length;
            goOnNow = paused && heldBytes < ENOUGH_BYTES / 2;
            paused = paused && !goOnNow;
        }
        if (goOnNow) {
            goOn.run();
        }
        return true;
    }

    private void waitForMore() throws IOException {
        try {
            wait();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the body", stopped);
        }
    }
}
