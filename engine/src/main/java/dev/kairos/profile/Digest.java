package dev.kairos.profile;

/**
 * What all entries of a store come to, keys and records, whatever their order: the sum of their hashes. Two stores made
 * of the same journal have the same.
 */
public record Digest(long high, long low) {

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
