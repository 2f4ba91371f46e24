package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * engine/bin/kairos in a copy of the project's shape: with programs in place of {@code java} and {@code mvn} that tell
 * how they were called, and with the real JVM on the classes under test.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path dir;

    private Path home;
    private Path launcher;
    private Path jar;
    private Path source;
    private Path tools;

    @BeforeEach
    void copyTheProjectsShape() throws IOException {
        home = Files.createDirectories(dir.resolve("a home")).toRealPath();
        launcher = home.resolve("engine/bin/kairos");
        jar = home.resolve("engine/target/kairos.jar");
        source = home.resolve("engine/src/main/java/A.java");
        tools = Files.createDirectories(dir.resolve("tools"));
        Files.createDirectories(launcher.getParent());
        Files.createDirectories(jar.getParent());
        Files.createDirectories(source.getParent());
        Files.copy(Checkout.root().resolve("engine/bin/kairos"), launcher);
        launcher.toFile().setExecutable(true);
        for (Path file : List.of(source, home.resolve("pom.xml"), home.resolve("engine/pom.xml"))) {
            Files.createFile(file);
            Files.setLastModifiedTime(file, LONG_AGO);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17.0.15|-XX:+UseG1GC -XX:MaxGCPauseMillis=5 -XX:+UnlockExperimentalVMOptions -XX:G1NewSizePercent=50|UseZGC,ZGenerational,sun-misc,enable-native",
                "21.0.2|-XX:+UseZGC -XX:+ZGenerational|UseG1GC,sun-misc,enable-native",
                "23|-XX:+UseZGC -XX:+ZGenerational --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED|UseG1GC",
                "25.0.1|-XX:+UseZGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED|UseG1GC,ZGenerational"
            })
    void givesEachJdkTheFlagsItNeeds(String version, String wanted, String unwanted) throws Exception {
        Files.createFile(jar);
        fakeJava(version);

        Run run = run(Map.of(), launcher, "version", "two words");

        assertThat(run.exitCode).isZero();
        List<String> arguments = run.out.lines().toList();
        assertThat(arguments)
                .contains(wanted.split(" "))
                .contains("-Xmx256m", "-XX:MetaspaceSize=128m", "-XX:Tier4InvocationThreshold=10000")
                .contains("-Dchronicle.analytics.disable=true", "-Dkairos.home=" + home)
                .contains("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .endsWith("-jar", jar.toString(), "version", "two words");
        for (String flag : unwanted.split(",")) {
            assertThat(arguments).noneMatch(argument -> argument.contains(flag));
        }
        assertThat(run.err).isEmpty();
    }

    @Test
    void opensWhatTheTestsAndTheJarOpen() throws IOException {
        String script = Files.readString(launcher);
        String pom = Files.readString(Checkout.root().resolve("pom.xml"));
        String opens = pom.substring(pom.indexOf("<jvm.opens>") + 11, pom.indexOf("</jvm.opens>"));

        for (String flag : opens.split(" ")) {
            assertThat(script).contains(flag + " ");
        }
        assertThat(script.split("--add-", -1)).hasSize(opens.split("--add-", -1).length);
        String manifest = Files.readString(Checkout.root().resolve("engine/pom.xml"));
        assertThat(manifest)
                .contains("<Add-Opens>" + named(opens, "--add-opens=") + "</Add-Opens>")
                .contains("<Add-Exports>" + named(opens, "--add-exports=") + "</Add-Exports>");
    }

    private static String named(String flags, String option) {
        return Arrays.stream(flags.split(" "))
                .filter(flag -> flag.startsWith(option))
                .map(flag -> flag.substring(option.length(), flag.indexOf("=ALL-UNNAMED")))
                .collect(Collectors.joining(" "));
    }

    @Test
    void theUsersFlagsWin() throws Exception {
        Files.createFile(jar);
        fakeJava("25");

        Run run = run(Map.of("KAIROS_JAVA_OPTS", "-Xmx1g -XX:+UseParallelGC"), launcher, "version");

        List<String> arguments = run.out.lines().toList();
        assertThat(arguments.indexOf("-Xmx1g")).isGreaterThan(arguments.indexOf("-Xmx256m"));
        assertThat(arguments).contains("-XX:+UseParallelGC").doesNotContain("-XX:+UseZGC");
    }

    @Test
    void refusesAnOldJava() throws Exception {
        Files.createFile(jar);
        fakeJava("1.8.0_392");

        Run run = run(Map.of(), launcher, "version");

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err).contains("17 or later");
    }

    @Test
    void saysThatThereIsNoJavaInJavaHome() throws Exception {
        Files.createFile(jar);

        Run run = run(Map.of("JAVA_HOME", "/none"), launcher, "version");

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err).contains("JAVA_HOME is /none");
    }

    @Test
    void findsItsHomeThroughLinks() throws Exception {
        Files.createFile(jar);
        fakeJava("17");
        Path near = Files.createSymbolicLink(home.resolve("engine/near"), Path.of("bin/kairos"));
        Path far = Files.createSymbolicLink(dir.resolve("far"), near);

        assertThat(run(Map.of(), far, "version").out).contains("-Dkairos.home=" + home + "\n");
    }

    @Test
    void buildsOnFirstUseAndNotAgain() throws Exception {
        fakeJava("17");
        fakeMaven("touch \"" + jar + "\"");

        Run first = run(Map.of(), launcher, "version");
        Run second = run(Map.of(), launcher, "version");

        assertThat(first.exitCode).isZero();
        assertThat(first.err).isEqualTo("kairos: building the engine, which takes a minute the first time\n");
        assertThat(second.exitCode).isZero();
        assertThat(second.err).isEmpty();
        assertThat(mavenCalls())
                .singleElement()
                .asString()
                .contains("-pl engine")
                .contains("package");
        assertThat(home.resolve("engine/target/.kairos-building")).doesNotExist();
    }

    @Test
    void buildsAgainWhenASourceIsNewerEvenIfTheJarStaysAsItWas() throws Exception {
        Files.createFile(jar);
        Files.setLastModifiedTime(jar, LONG_AGO);
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
        fakeJava("17");
        fakeMaven("true");

        run(Map.of(), launcher, "version");
        run(Map.of(), launcher, "version");

        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void tellsWhyABuildFailed() throws Exception {
        fakeJava("17");
        fakeMaven("echo 'ERROR: no such symbol'; exit 1");

        Run run = run(Map.of(), launcher, "version");

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err).contains("no such symbol").contains("could not be built");
        assertThat(home.resolve("engine/target/.kairos-building")).doesNotExist();
    }

    @Test
    void startsWhatIsThereWithoutMaven() throws Exception {
        Files.createFile(jar);
        Files.setLastModifiedTime(jar, LONG_AGO);
        Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2024-01-01T00:00:00Z")));
        fakeJava("17");

        Run run = run(Map.of(), launcher, "version");

        assertThat(run.exitCode).isZero();
        assertThat(run.err).contains("no mvn");
        assertThat(run.out).contains("-jar");
    }

    @Test
    void saysThatItNeedsMavenForTheFirstBuild() throws Exception {
        fakeJava("17");

        Run run = run(Map.of(), launcher, "version");

        assertThat(run.exitCode).isEqualTo(1);
        assertThat(run.err).contains("install Maven");
    }

    @Test
    void twoStartsBuildOnce() throws Exception {
        fakeJava("17");
        fakeMaven("sleep 1; touch \"" + jar + "\"");

        Process first = start(Map.of(), launcher, "version");
        Process second = start(Map.of(), launcher, "version");

        assertThat(finish(first).exitCode).isZero();
        assertThat(finish(second).exitCode).isZero();
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void takesOverTheLockOfAStartThatIsGone() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(home.resolve("engine/target/.kairos-building"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        fakeJava("17");
        fakeMaven("touch \"" + jar + "\"");

        assertThat(run(Map.of(), launcher, "version").exitCode).isZero();
    }

    @Test
    void runsCommandsWithoutAWarningOfTheJvm() throws Exception {
        packClassesUnderTest();
        realJava();

        Run version = run(Map.of(), launcher, "version");
        Run check = run(
                Map.of(),
                launcher,
                "pack",
                "check",
                Checkout.root().resolve("rules/minimal").toString());
        Run wrong = run(Map.of(), launcher, "pack", "chekc");

        assertThat(version.exitCode).isZero();
        assertThat(version.err).isEmpty();
        assertThat(version.out).contains("Java " + Runtime.version());
        assertThat(check.err).isEmpty();
        assertThat(check.out).contains("No mistakes.");
        assertThat(check.exitCode).isZero();
        assertThat(wrong.exitCode).isEqualTo(2);
    }

    private void realJava() throws IOException {
        tool("java", "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"$@\"\n");
    }

    /** A jar that leads to the classes under test and all they need. */
    private void packClassesUnderTest() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dev.kairos.Kairos");
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private void fakeJava(String version) throws IOException {
        tool("java", """
                [ "$1" = -version ] && { echo 'openjdk version "%s" 2025-01-01' >&2; exit; }
                for argument in "$@"; do echo "$argument"; done
                """.formatted(version));
    }

    private void fakeMaven(String then) throws IOException {
        tool("mvn", "echo \"$*\" >>'" + dir.resolve("mvn-calls") + "'\n" + then + "\n");
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(dir.resolve("mvn-calls"));
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script);
        file.toFile().setExecutable(true);
    }

    private record Run(int exitCode, String out, String err) {}

    private Run run(Map<String, String> environment, Path program, String... arguments) throws Exception {
        return finish(start(environment, program, arguments));
    }

    private Process start(Map<String, String> environment, Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("KAIROS") || name.startsWith("JAVA"));
        builder.environment().put("PATH", tools + ":" + systemToolsWithoutMaven());
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        return builder.start();
    }

    /** Stand-ins for the few tools that the script may use, so that this machine's java and mvn are not among them. */
    private Path systemToolsWithoutMaven() throws IOException {
        Path few = dir.resolve("few");
        if (Files.exists(few)) {
            return few;
        }
        Files.createDirectories(few);
        for (String tool : List.of(
                "sh",
                "readlink",
                "dirname",
                "sed",
                "head",
                "find",
                "cat",
                "mkdir",
                "rm",
                "mv",
                "sleep",
                "tail",
                "touch")) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            Files.writeString(few.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
            few.resolve(tool).toFile().setExecutable(true);
        }
        return few;
    }

    private static Run finish(Process process) throws Exception {
        String out;
        try (InputStream stream = process.getInputStream()) {
            out = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }
}
