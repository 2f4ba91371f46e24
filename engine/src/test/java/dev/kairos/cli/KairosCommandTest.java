package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KairosCommandTest {

    @TempDir
    Path dir;

    static Stream<String> everyCommand() {
        return Stream.concat(Stream.of(""), names("", KairosCommand.commandLine()));
    }

    private static Stream<String> names(String before, CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .flatMap(sub -> Stream.concat(
                        Stream.of(before + sub.getKey()), names(before + sub.getKey() + " ", sub.getValue())));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void helpsWithEveryCommand(String command) {
        CommandRun run = CommandRun.of((command + " --help").strip().split(" "));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith(("Usage: kairos " + command).strip());
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "srve", "pack", "pack check", "pack check a b", "version x", "--nonsense", "pack check --x ."
            })
    void wrongUsageIsToldInALineAndALineWhereToGetHelp(String arguments) {
        CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).startsWith("kairos").contains("--help'");
    }

    @Test
    void saysItsVersion() {
        assertThat(CommandRun.of("version").out()).startsWith("Kairos ").contains("Java " + Runtime.version());
    }

    @Test
    void findsNoMistakeInTheMinimalPack() {
        CommandRun run = CommandRun.of(
                "pack", "check", Checkout.root().resolve("rules/minimal").toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsPattern("minimal@[0-9a-f]{8}: .* No mistakes.");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void namesEachMistakeOfAPackWithItsLine() throws IOException {
        Path minimal = Checkout.root().resolve("rules/minimal");
        for (String file : new String[] {"pack.yaml", "catalogue.yaml"}) {
            Files.copy(minimal.resolve(file), dir.resolve(file));
        }
        Files.writeString(dir.resolve("schema.yaml"), "person:\n  age: itn\n  balance: decimals\n");

        CommandRun run = CommandRun.of("pack", "check", dir.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("schema.yaml:2: ").contains("schema.yaml:3: ");
        assertThat(run.err()).contains("mistakes in");
    }

    @Test
    void saysThatThereIsNoSuchPack() {
        CommandRun run = CommandRun.of("pack", "check", dir.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("none").doesNotContain("Exception");
    }
}
