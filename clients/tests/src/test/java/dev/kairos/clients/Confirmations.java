package dev.kairos.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a client in this process was given, and what it has told since. Any thread. */
final class Confirmations {

    private static final long PATIENCE_MS = 180_000;

    private final String name;
    private final List<String> given = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int delivered;

    Confirmations(String name) {
        this.name = name;
    }

    /** The id of the next event. */
    synchronized String give() {
        String id = name + "-" + (given.size() + 1) + "-" + UUID.randomUUID();
        given.add(id);
        return id;
    }

    synchronized int count() {
        return given.size();
    }

    synchronized void delivered() {
        delivered++;
        notifyAll();
    }

    synchronized void failed(String id) {
        failed.add(id);
        notifyAll();
    }

    synchronized GivenEvents await() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (delivered + failed.size() < given.size()) {
            long leftMs = (until - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new AssertionError(name + " has told of " + delivered + " of " + given.size() + " events");
            }
            wait(leftMs);
        }
        return new GivenEvents(List.copyOf(given), List.copyOf(failed));
    }
}
