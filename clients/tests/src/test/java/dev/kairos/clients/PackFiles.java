package dev.kairos.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pack as its author has it, by what stands in its files. */
record PackFiles(String name, String schema, String catalogue, String rules) {

    /** @return the folder, which is made */
    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("pack.yaml"), "name: " + name + "\n");
        Files.writeString(folder.resolve("schema.yaml"), schema);
        Files.writeString(folder.resolve("catalogue.yaml"), catalogue);
        Files.writeString(folder.resolve("rules/rules.drl"), rules);
        return folder;
    }
}
