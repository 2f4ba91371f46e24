package dev.kairos.clients;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of Kairos as it is run: in a process of its own, with the flags of this one. */
final class KairosProcess {

    private static final Path CHECKOUT = Path.of("..", "..").toAbsolutePath().normalize();

    private KairosProcess() {}

    /**
     * @param errors where what it has to say to its operator is added
     * @param command with its arguments
     */
    static Process start(Path errors, String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(all::add);
        all.addAll(List.of("-Xmx256m", "-Dkairos.home=" + CHECKOUT, "-cp", System.getProperty("java.class.path")));
        all.add("dev.kairos.Kairos");
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }
}
