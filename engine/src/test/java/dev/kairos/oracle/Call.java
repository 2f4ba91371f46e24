package dev.kairos.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One call of a channel.
 *
 * @param consent what the call itself says of purposes
 */
record Call(
        String channel,
        String locale,
        List<String> placements,
        Map<String, Object> context,
        Map<String, Boolean> consent,
        Instant now) {}
