package dev.kairos.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ids of people out of a few segments of a map. */
final class IdSample {

    private static final int SEGMENTS = 8;

    private final ProfileMap map;
    private final int most;
    private final List<String> ids = new ArrayList<>();

    IdSample(ProfileMap map, int most) {
        this.map = map;
        this.most = most;
    }

    List<String> take() {
        int step = Math.max(1, map.segments() / SEGMENTS);
        for (int segment = 0; segment < map.segments() && ids.size() < most; segment += step) {
            int enough = Math.min(most, ids.size() + Math.max(1, most * step / map.segments()));
            map.forEachOf(segment, (key, record) -> add(key, enough));
        }
        return ids;
    }

    private void add(Raw key, int enough) {
        if (ids.size() < enough && key.bytes[0] == Kind.PERSON.prefix()) {
            ids.add(new String(key.bytes, 1, key.length - 1, StandardCharsets.UTF_8));
        }
    }
}
