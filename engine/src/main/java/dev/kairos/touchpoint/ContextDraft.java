package dev.kairos.touchpoint;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code context} of an event or of a batch, while it is read. */
final class ContextDraft {

    /** With {@code context.} before each name. */
    final TreeMap<String, @Nullable Object> properties = new TreeMap<>();

    final TreeMap<String, @Nullable Object> traits = new TreeMap<>();
    final ConsentDraft consent = new ConsentDraft();
}
