package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Scope;

/**
 * An attribute as a layout stores it.
 *
 * @param id the same through all layouts of a store, whatever its name and type become
 */
record Field(int id, Scope scope, String name, AttributeType type) {}
