package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was run, on what, and every phase of it, so that it can be done again. */
final class RunSection {

    private RunSection() {}

    static Section of(ReportData data) {
        Run run = data.run();
        List<Block> blocks = new ArrayList<>();
        Block.Table on = Block.Table.of("Machine, JDK and code", "what", "value");
        on.row("started", run.startedAt().toString());
        on.row("commit", run.commit() + (run.dirty() ? ", with changes that are not committed" : ""));
        run.machine().forEach((name, value) -> on.row(name, machine(name, value)));
        run.jdk().forEach((name, value) -> on.row("JDK " + name, value));
        blocks.add(on);
        Block.Table servers = Block.Table.of("Servers", "name", "what", "JVM flags");
        run.servers().forEach(server -> servers.row(server.name(), server.what(), server.flags()));
        add(blocks, servers);
        add(blocks, pairs("Settings of the run", run.settings()));
        Block.Table results = Block.Table.of("What the run itself says came out", "result", "value");
        run.results().members().forEach((name, value) -> flatten(results, name, value));
        add(blocks, results);
        add(blocks, phases(run));
        return new Section("run", "The run", blocks);
    }

    private static void add(List<Block> blocks, Block.Table table) {
        if (!table.isEmpty()) {
            blocks.add(table);
        }
    }

    private static String machine(String name, String value) {
        return name.equals("memoryBytes") && value.matches("[0-9]{1,18}")
                ? Shown.bytes(Double.parseDouble(value))
                : value;
    }

    private static Block.Table pairs(String caption, Map<String, String> values) {
        Block.Table table = Block.Table.of(caption, "name", "value");
        values.forEach(table::row);
        return table;
    }

    private static void flatten(Block.Table table, String name, JsonView value) {
        if (value.isObject()) {
            value.members().forEach((member, inner) -> flatten(table, name + "." + member, inner));
        } else {
            table.row(name, value.shown());
        }
    }

    private static Block.Table phases(Run run) {
        Block.Table table = Block.Table.of(
                "Phases",
                "phase",
                "server",
                "purpose",
                "load",
                "connections",
                "seconds",
                "answered",
                "calls/s",
                "p50",
                "p99",
                "errors",
                "unsent",
                "cores: client, server");
        for (Phase phase : run.phases()) {
            Latency latency = phase.latency();
            table.row(
                    phase.id(),
                    phase.server(),
                    phase.round() > 0 ? phase.purpose() + " " + phase.round() : phase.purpose(),
                    load(phase),
                    Integer.toString(phase.connections()),
                    Shown.digits(phase.seconds()),
                    Shown.count(phase.requests()),
                    Shown.count(phase.throughput()),
                    latency == null ? "" : Shown.nanos(latency.p50()),
                    latency == null ? "" : Shown.nanos(latency.p99()),
                    Shown.count(phase.errors()),
                    Shown.count(phase.unsent()),
                    cores(phase, "client") + ", " + cores(phase, "server"));
        }
        return table;
    }

    private static String load(Phase phase) {
        String rate = Double.isNaN(phase.ratePerSecond()) ? "" : " " + Shown.perSecond(phase.ratePerSecond());
        return phase.load() + rate + (phase.protocol().equals("http/1.1") ? "" : ", " + phase.protocol());
    }

    private static String cores(Phase phase, String whose) {
        double cores = phase.cpu().getOrDefault(whose, Double.NaN);
        return Double.isNaN(cores) ? "?" : Shown.ratio(cores);
    }
}
