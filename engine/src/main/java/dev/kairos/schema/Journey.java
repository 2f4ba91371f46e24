package dev.kairos.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path that customers take, as a pack declares it. Where on it a customer is are two properties of {@code Moment}: of
 * journey {@code purchase}, {@code purchaseStage} and {@code purchaseStageSince}.
 *
 * @param entry what makes a customer enter it, in the order in which they are tried; each leads to a stage
 * @param stages in the order of the pack, at least one
 */
public record Journey(String name, List<Transition> entry, List<Stage> stages, Reentry reentry) {

    public Journey {
        entry = List.copyOf(entry);
        stages = List.copyOf(stages);
    }

    public @Nullable Stage stage(String stageName) {
        for (Stage stage : stages) {
            if (stage.name().equals(stageName)) {
                return stage;
            }
        }
        return null;
    }

    /** The property that has the stage's name. */
    public String stageProperty() {
        return name + "Stage";
    }

    /** The property that says since when. */
    public String sinceProperty() {
        return name + "StageSince";
    }
}
