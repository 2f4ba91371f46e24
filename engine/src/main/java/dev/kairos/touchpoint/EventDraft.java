package dev.kairos.touchpoint;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event while it is read, in whatever order its members come. One thread; {@link EventBuilder} finishes it. */
final class EventDraft {

    Touchpoint.@Nullable Type type;
    /** Whether a type was said that there is not. */
    boolean hasOtherType;

    @Nullable
    String messageId;

    @Nullable
    String userId;

    @Nullable
    String anonymousId;

    @Nullable
    String previousId;

    @Nullable
    String groupId;

    @Nullable
    String groupType;
    /** Of a track. */
    @Nullable
    String event;
    /** Of a page or a screen. */
    @Nullable
    String name;

    @Nullable
    String category;

    @Nullable
    String channel;

    @Nullable
    Long happenedMs;

    @Nullable
    Long originalMs;

    @Nullable
    Long sentMs;
    /** How long before it arrived it happened, if it does not say when. */
    long unsaidMs;

    final TreeMap<String, @Nullable Object> properties = new TreeMap<>();
    final TreeMap<String, @Nullable Object> traits = new TreeMap<>();
    final ContextDraft context = new ContextDraft();
    final ConsentDraft consent = new ConsentDraft();

    private @Nullable String reason;
    private String pointer = "";
    private int namesChars;

    /** Notes why it is no touchpoint; the first reason stays. */
    void wrong(String atPointer, String why) {
        if (reason == null) {
            pointer = atPointer;
            reason = why;
        }
    }

    /** When it happened by the sender's clock, or null. */
    @Nullable
    Long saidMs() {
        return happenedMs == null ? originalMs : happenedMs;
    }

    boolean isWrong() {
        return reason != null;
    }

    BadRow asBadRow(int index) {
        return new BadRow(index, messageId, pointer, String.valueOf(reason));
    }

    /** Takes note of another name. Returns false when there are too many or too long ones. */
    boolean takesName(String propertyName) {
        namesChars += propertyName.length();
        if (propertyName.length() > EventLimits.PROPERTY_NAME_CHARS || namesChars > EventLimits.ALL_NAMES_CHARS) {
            wrong("", "its names are too long: they are nested too deep, or there are too many");
            return false;
        }
        return true;
    }
}
