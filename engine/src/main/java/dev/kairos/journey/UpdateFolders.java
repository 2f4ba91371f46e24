package dev.kairos.journey;

import java.nio.file.Path;

/**
 * Where the update path keeps what.
 *
 * @param journal everything that changes a profile, in order: the truth
 * @param profiles the profile store, which can be made again from the journal and a snapshot
 * @param actions what rules have set off in other systems
 * @param packs a copy of each pack that was live, by its hash
 * @param erasures who is not gone from all files yet; a file
 * @param messages which messages were delivered before; a file
 */
public record UpdateFolders(Path journal, Path profiles, Path actions, Path packs, Path messages, Path erasures) {}
