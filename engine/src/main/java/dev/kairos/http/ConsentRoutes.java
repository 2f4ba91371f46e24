package dev.kairos.http;

import dev.kairos.catalogue.Purpose;
import dev.kairos.pack.Pack;
import java.util.List;
import java.util.function.Supplier;

/** What we tell the world about consent. */
public final class ConsentRoutes {

    private ConsentRoutes() {}

    /** @param live the pack that decides at the moment */
    public static List<Route> of(Supplier<Pack> live) {
        return List.of(Route.atOnce(
                "GET", "/.well-known/gpc.json", Need.NO_KEY, () -> Answer.json(globalPrivacyControl(live.get()))));
    }

    /** Whether Global Privacy Control is listened to: when it denies a purpose of the pack. */
    private static byte[] globalPrivacyControl(Pack pack) {
        boolean heard = pack.catalogue().purposes().stream().anyMatch(Purpose::deniedByGpc);
        return Json.object(json -> json.writeBooleanField("gpc", heard));
    }
}
