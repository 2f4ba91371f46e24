package dev.kairos.client;

/** Is told of each touchpoint that will not be delivered, by the thread that found out; must not block. */
@FunctionalInterface
public interface DeliveryListener {

    void undelivered(Undelivered touchpoint);
}
