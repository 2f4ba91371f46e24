package dev.kairos.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ids of people out of a few segments of a map. */
final class IdSample {

    private static final int FROM_ONE_SEGMENT = 25;
    /** A map made for a thousand million has a million segments, which may all be empty. */
    private static final int MOST_SEGMENTS = 4_096;
    /** Odd, so that steps of it come by all segments, whose number is a power of two, and far apart. */
    private static final int STEP = 0x9E3779B1;

    private final ProfileMap map;
    private final int most;
    private final List<String> ids = new ArrayList<>();

    IdSample(ProfileMap map, int most) {
        this.map = map;
        this.most = most;
    }

    List<String> take() {
        int segments = map.segments();
        for (int i = 0; i < Math.min(segments, MOST_SEGMENTS) && ids.size() < most; i++) {
            int enough = Math.min(most, ids.size() + FROM_ONE_SEGMENT);
            map.forEachKeyOf(Math.floorMod(i * STEP, segments), key -> add(key, enough));
        }
        return ids;
    }

    /** Whether more are wanted. */
    private boolean add(Raw key, int enough) {
        if (key.bytes[0] == Kind.PERSON.prefix()) {
            ids.add(new String(key.bytes, 1, key.length - 1, StandardCharsets.UTF_8));
        }
        return ids.size() < enough;
    }
}
