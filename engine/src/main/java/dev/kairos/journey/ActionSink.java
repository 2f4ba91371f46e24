package dev.kairos.journey;

/** Takes the actions of one cause, in their order. */
@FunctionalInterface
interface ActionSink {

    void act(Action action);
}
