package dev.kairos.client;

/**
 * @param capacity touchpoints that may wait
 * @param batchSize at most so many are sent at once
 * @param lingerNanos a smaller batch waits so long for more
 */
record QueueLimits(int capacity, int batchSize, long lingerNanos) {}
