package dev.kairos.catalogue;

import java.util.List;

/**
 * A purpose that a customer consents to or not.
 *
 * @param index its place in {@link Catalogue#purposes()}
 * @param grantedUnlessDenied what holds for a customer of whom no statement is known; false unless the pack says so
 * @param tcf the purposes of the IAB's TCF v2.2 (1 to 11) that it stands for, ascending: all have to be consented to
 * @param segment the category names of Segment's consent context that it stands for, in the order of the pack
 * @param deniedByGpc whether a browser's Global Privacy Control denies it
 */
public record Purpose(
        String id,
        int index,
        boolean grantedUnlessDenied,
        List<Integer> tcf,
        List<String> segment,
        boolean deniedByGpc) {

    public Purpose {
        tcf = List.copyOf(tcf);
        segment = List.copyOf(segment);
    }

    /** A purpose that only statements under its own id are about. */
    public Purpose(String id, int index, boolean grantedUnlessDenied) {
        this(id, index, grantedUnlessDenied, List.of(), List.of(), false);
    }
}
