package dev.kairos.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where Kairos is installed. */
final class Installation {

    private Installation() {}

    /** The folder that holds {@code rules}: said by the launcher, otherwise three above the jar. */
    static Path home() {
        String told = System.getProperty("kairos.home");
        if (told != null) {
            return Path.of(told);
        }
        try {
            Path code = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent().getParent();
        } catch (URISyntaxException | NullPointerException e) {
            throw new Failure("cannot tell where Kairos is installed: say it with -Dkairos.home=DIR", e);
        }
    }
}
