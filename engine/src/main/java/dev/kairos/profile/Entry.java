package dev.kairos.profile;

import org.jspecify.annotations.Nullable;

/**
 * What an entry of the map is to be.
 *
 * @param record null: there is to be none
 */
record Entry(byte[] key, byte @Nullable [] record) {}
