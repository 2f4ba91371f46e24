package dev.kairos.profile;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** An identity as it may be logged: enough to see that two lines are about the same one, too little to tell whom. */
final class HashedId {

    private HashedId() {}

    static String of(Identity identity) {
        CRC32C crc = new CRC32C();
        crc.update(identity.kind().prefix());
        crc.update(identity.id().getBytes(StandardCharsets.UTF_8));
        return Integer.toHexString((int) crc.getValue());
    }
}
