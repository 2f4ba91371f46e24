package dev.kairos.pack;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Placement;
import dev.kairos.mistake.Mistakes;

/** What is allowed in a catalogue and yet hardly meant: said to the author, and no reason to refuse the pack. */
final class CatalogueNotes {

    private final YamlMap file;
    private final Mistakes notes;

    CatalogueNotes(YamlMap file, Mistakes notes) {
        this.file = file;
        this.notes = notes;
    }

    void add(Catalogue catalogue) {
        for (Placement placement : catalogue.placements()) {
            boolean filled = catalogue.actions().stream()
                    .flatMap(action -> action.treatments().stream())
                    .anyMatch(treatment -> treatment.fits(placement));
            if (!filled) {
                note(
                        "placements",
                        placement.id(),
                        "no action has a treatment for it: it will always answer its fallback");
            }
        }
        catalogue.groups().stream()
                .filter(group -> catalogue.actions().stream().noneMatch(action -> action.group() == group.index()))
                .forEach(group -> note("groups", group.id(), "no action belongs to it"));
        catalogue.purposes().stream()
                .filter(purpose ->
                        catalogue.actions().stream().noneMatch(action -> action.purpose() == purpose.index()))
                .forEach(purpose -> note("purposes", purpose.id(), "no action needs it"));
    }

    private void note(String section, String id, String message) {
        notes.add(file.source().file(), file.map(section).lineOf(id), "'" + id + "': " + message);
    }
}
