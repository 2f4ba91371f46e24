package dev.kairos.bulk;

/** How many rows were read, and what became of them: at the end {@code read = created + updated + rejected}. */
public record LoadCounts(long read, long created, long updated, long rejected) {

    public static final LoadCounts NONE = new LoadCounts(0, 0, 0, 0);

    public LoadCounts plus(LoadCounts other) {
        return new LoadCounts(
                read + other.read, created + other.created, updated + other.updated, rejected + other.rejected);
    }
}
