package dev.kairos.http;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistake;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackResult;
import java.util.List;
import java.util.function.Supplier;

/** What is live, and putting another version of it live. */
public final class PackRoutes {

    private PackRoutes() {}

    /**
     * @param live the pack that decides at the moment
     * @param reload loads it again from disk and puts it live, or leaves everything as it is; may take seconds
     */
    public static List<Route> of(Supplier<Pack> live, Supplier<PackResult> reload) {
        return List.of(
                Route.onWorker(
                        "GET", "/v1/pack", Need.SECRET_KEY, call -> Answer.json(describe(live.get(), List.of()))),
                Route.onWorker("POST", "/v1/pack/reload", Need.SECRET_KEY, call -> reloaded(reload.get())));
    }

    private static Answer reloaded(PackResult result) {
        if (result instanceof PackResult.Refused refused) {
            List<Fault> faults = refused.mistakes().stream().map(Fault::of).toList();
            throw Problem.notValid(
                    "The pack has " + faults.size() + (faults.size() == 1 ? " mistake" : " mistakes")
                            + "; the version that was live stays live.",
                    faults);
        }
        PackResult.Loaded loaded = (PackResult.Loaded) result;
        return Answer.json(describe(loaded.pack(), loaded.notes()));
    }

    private static byte[] describe(Pack pack, List<Mistake> notes) {
        Catalogue catalogue = pack.catalogue();
        return Json.object(json -> {
            json.writeStringField("version", pack.version());
            json.writeStringField("name", pack.name());
            json.writeStringField("description", pack.description());
            json.writeStringField("hash", pack.hash());
            json.writeStringField("timeZone", pack.timeZone().getId());
            json.writeStringField("locale", pack.locale());
            json.writeNumberField("attributes", pack.schema().attributes().size());
            json.writeNumberField("placements", catalogue.placements().size());
            json.writeNumberField("actions", catalogue.actions().size());
            json.writeNumberField("rules", pack.rules().rules().size());
            if (!notes.isEmpty()) {
                json.writeArrayFieldStart("notes");
                for (Mistake note : notes) {
                    json.writeString(note.toString());
                }
                json.writeEndArray();
            }
        });
    }
}
