package dev.kairos;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what an engine will need of its libraries on a thread of its own while the pack is read, which keeps one thread
 * busy: half of the time that opening takes is the loading of classes. Only a matter of time: what is not loaded here is
 * loaded when it is needed.
 */
public final class Preload {

    private static final Logger LOG = LoggerFactory.getLogger(Preload.class);
    /** Each with what it needs to be initialised: Chronicle's first looks for the system calls that it may use. */
    static final List<String> CLASSES = List.of(
            "net.openhft.chronicle.core.Jvm",
            "net.openhft.chronicle.queue.impl.single.SingleChronicleQueue",
            "net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder",
            "net.openhft.chronicle.map.ChronicleMapBuilder",
            "net.openhft.chronicle.map.VanillaChronicleMap",
            "net.openhft.chronicle.map.impl.CompiledMapQueryContext",
            "net.openhft.chronicle.map.impl.CompiledMapIterationContext",
            "io.vertx.core.impl.VertxImpl",
            "com.fasterxml.jackson.databind.ObjectMapper");

    private Preload() {}

    /** Returns at once. */
    public static void begin() {
        Thread thread = new Thread(Preload::load, "kairos-preload");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        for (String name : CLASSES) {
            try {
                Class.forName(name);
            } catch (ClassNotFoundException | LinkageError failed) {
                LOG.debug("{} is loaded when it is needed", name, failed);
            }
        }
    }
}
