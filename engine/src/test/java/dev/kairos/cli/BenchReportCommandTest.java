package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.bench.report.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportCommandTest {

    @TempDir
    Path dir;

    private Path results(String name, long seed) throws IOException {
        Path folder = Files.createDirectory(dir.resolve(name));
        ResultFolder.full(folder, seed).write();
        return folder;
    }

    private static CommandRun report(Object... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "bench";
        all[1] = "report";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = arguments[i].toString();
        }
        return CommandRun.of(all);
    }

    @Test
    void writesAPageAndTablesAndSaysWhichTargetsAreMet() throws IOException {
        Path folder = results("20261122-233000", 1);

        CommandRun run = report(folder);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Throughput, as a part of the raw Vert.x echo's: 0.7", "missed by", "Written: ");
        assertThat(folder.resolve("report.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("<svg ");
        assertThat(folder.resolve("report.md"))
                .content()
                .startsWith("# Kairos, measured\n")
                .contains("| kairos |");
    }

    @Test
    void comparesWithTheRunBeforeInTheSameFolder() throws IOException {
        results("20261121-000000", 2);
        results("20261123-000000", 3);
        Path folder = results("20261122-000000", 1);
        Path page = dir.resolve("page.html");

        assertThat(report(folder, "--out", page).exitCode()).isZero();
        assertThat(page).content().contains("within the spread");
        assertThat(dir.resolve("page.md")).exists();

        assertThat(report(dir.resolve("20261121-000000"), "--out", page).exitCode())
                .isZero();
        assertThat(page).content().contains("no earlier run to compare with");
    }

    @Test
    void recordsInTheHistoryWhenToldTo() throws IOException {
        Path folder = results("20261122-233000", 1);
        Path history = dir.resolve("history.ndjson");

        assertThat(report(folder, "--history", history).exitCode()).isZero();
        assertThat(history).doesNotExist();
        assertThat(report(folder, "--history", history, "--record").exitCode()).isZero();
        assertThat(Files.readAllLines(history)).hasSize(1).first().asString().contains("\"commit\":\"abc1234\"");
    }

    @Test
    void refusesAFolderThatIsNone() {
        CommandRun none = report(dir);
        CommandRun previous = report(dir, "--previous", dir.resolve("x"));

        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("is no folder of results: there is no run.json in it");
        assertThat(previous.exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithResultsInALine() throws IOException {
        Path folder = results("20261122-233000", 1);
        Files.writeString(folder.resolve("run.json"), "{\"format\": 7}");

        CommandRun run = report(folder);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly("kairos bench report: run.json at /format: is format 7, and this reads 1");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @Test
    void saysThatItCannotWrite() throws IOException {
        Path folder = results("20261122-233000", 1);

        CommandRun run = report(folder, "--out", dir.resolve("no-such-folder/page.html"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("cannot write").doesNotContain("should not have happened");
    }
}
