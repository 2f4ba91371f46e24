package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which start of the operating system this is: what was only in its memory is gone after the next. */
final class BootId {

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** Empty where the system does not tell. */
    static String current() {
        try {
            return Files.readString(LINUX).strip();
        } catch (IOException notThisSystem) {
            return "";
        }
    }
}
