package dev.kairos.bench;

import dev.kairos.pack.Pack;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Kairos is to be started on.
 *
 * @param packDir null for the benchmark pack
 * @param rules of the benchmark pack
 * @param profiles how many customers are made
 * @param folder where to keep all that is made; null for a temporary one
 * @param data that there are already, of the pack, and that are written to; null to make some
 * @param madeUp makes customers of a pack that is not the benchmark's
 */
public record OwnGround(
        @Nullable Path packDir,
        int rules,
        int profiles,
        @Nullable Path folder,
        @Nullable Path data,
        Function<Pack, Site.MadeUp> madeUp) {}
