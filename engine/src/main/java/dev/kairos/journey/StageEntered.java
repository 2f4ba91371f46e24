package dev.kairos.journey;

/** That a customer has come to a stage: what touchpoint rules fire on as {@code Moment( event == "journey:stage" )}. */
public record StageEntered(String journey, String stage, long sinceMs) {

    public String event() {
        return event(journey, stage);
    }

    static String event(String journey, String stage) {
        return journey + ":" + stage;
    }
}
