package dev.kairos.pack;

import dev.kairos.mistake.Mistakes;

/** Where a node was read from, and where its mistakes go. */
record YamlSource(String file, Mistakes mistakes) {}
