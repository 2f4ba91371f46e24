package dev.kairos.moment;

import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One in-moment call seen whole: the class that {@code Moment} is generated from. A generated subclass adds a getter
 * per attribute of the schema; this class holds what every moment has. Rules read it, the decide pipeline fills it, and
 * one thread uses it again and again: nothing here is for a second thread.
 *
 * <p>Attributes are read in place and on first use, then kept for the rest of the call: of twenty attributes only those
 * that the rules ask for are ever turned into Java values, and a number that a hundred rules compare is boxed once.
 *
 * <p>Public methods without parameters are properties to Drools, so there are none but the getters that authors use.
 */
public abstract class MomentBase {

    private static final long QUARTER_HOUR_MS = 15 * 60 * 1000L;
    private static final long HOUR_MS = 60 * 60 * 1000L;
    private static final long DAY_MS = 24 * HOUR_MS;

    private final Schema schema;
    private final int firstOfHousehold;
    private final int firstOfCompany;
    private final int firstOfContext;
    private final int firstOfCounters;
    private final int firstOfJourneys;
    /** By slot: the value, null when missing; of this call only if {@link #knownIn} says so. */
    private final @Nullable Object[] values;

    /**
     * By slot: the call in which the value was set or read. A number, since marking the values themselves as not read
     * would be a reference stored in an old object, with the collector's barrier, for each of them in each call.
     */
    private final long[] knownIn;

    private long call;

    /** By slot: what holds of somebody of whom nothing is known. Counts are 0 then and not missing. */
    private final @Nullable Object[] unknown;

    private @Nullable ProfileView person;
    private @Nullable ProfileView household;
    private @Nullable ProfileView company;

    private long nowMs;
    private @Nullable Instant now;
    private @Nullable String event;
    private String channel = "";
    private String locale = "";
    private List<String> placements = List.of();
    private boolean known;

    private ZoneId zone = ZoneId.of("UTC");
    private long localQuarter = Long.MIN_VALUE;
    private int hour;
    private String dayOfWeek = "";

    protected MomentBase(MomentType type) {
        schema = type.schema();
        firstOfHousehold = schema.firstSlot(Scope.HOUSEHOLD);
        firstOfCompany = schema.firstSlot(Scope.COMPANY);
        firstOfContext = schema.firstSlot(Scope.CONTEXT);
        firstOfCounters = schema.firstSlot(Scope.COUNTER);
        firstOfJourneys = schema.firstSlot(Scope.JOURNEY);
        values = new Object[schema.attributes().size()];
        knownIn = new long[values.length];
        unknown = new Object[values.length];
        int slot = schema.firstSlot(Scope.COUNTER);
        for (Counter counter : schema.counters()) {
            unknown[slot++] = counter.nothing();
        }
    }

    /** Forgets the last call. Every attribute is missing until it is set or a profile is bound. */
    public final void begin(long epochMs, ZoneId packZone) {
        nowMs = epochMs;
        now = null;
        if (zone != packZone) {
            zone = packZone;
            localQuarter = Long.MIN_VALUE;
        }
        known = false;
        event = null;
        person = null;
        household = null;
        company = null;
        call++;
    }

    public final void call(String onChannel, String inLocale, List<String> forPlacements) {
        channel = onChannel;
        locale = inLocale;
        placements = forPlacements;
    }

    /** Makes it the moment of a touchpoint, or of what follows from one, instead of a call. */
    public final void touchpoint(String eventName, String onChannel, String inLocale) {
        event = eventName;
        call(onChannel, inLocale, List.of());
    }

    /**
     * What is known of the customer and theirs: read from here on, until the next {@link #begin}. The views must be of
     * this moment's schema and stay as they are for the rest of the call.
     */
    public final void bind(ProfileView ofPerson, ProfileView ofHousehold, ProfileView ofCompany) {
        person = ofPerson;
        household = ofHousehold;
        company = ofCompany;
        known = ofPerson.isPresent();
    }

    /** Sets one attribute, of any scope. @param value of the type's {@code javaType}, or null for missing */
    public final void set(int slot, @Nullable Object value) {
        values[slot] = value;
        knownIn[slot] = call;
    }

    /** What the getter of the attribute in this slot returns. */
    public final @Nullable Object attribute(int slot) {
        return knownIn[slot] == call ? values[slot] : read(slot);
    }

    private @Nullable Object read(int slot) {
        Object value = find(slot);
        values[slot] = value;
        knownIn[slot] = call;
        return value;
    }

    private @Nullable Object find(int slot) {
        if (slot < firstOfHousehold) {
            return of(person, slot);
        }
        if (slot < firstOfCompany) {
            return of(household, slot - firstOfHousehold);
        }
        if (slot < firstOfContext) {
            return of(company, slot - firstOfCompany);
        }
        return slot < firstOfCounters || !known ? unknown[slot] : ofPath(slot);
    }

    /** What touchpoints have left on the person. */
    private @Nullable Object ofPath(int slot) {
        if (slot < firstOfJourneys) {
            return person.counter(slot - firstOfCounters, nowMs);
        }
        int journey = slot - firstOfJourneys >> 1;
        boolean stage = (slot - firstOfJourneys & 1) == 0;
        return stage ? person.stage(journey) : person.stageSince(journey);
    }

    private static @Nullable Object of(@Nullable ProfileView view, int index) {
        return view == null ? null : view.attribute(index);
    }

    /** The moment itself, to the millisecond. */
    public final Instant getNow() {
        Instant made = now;
        if (made == null) {
            made = Instant.ofEpochMilli(nowMs);
            now = made;
        }
        return made;
    }

    /** Name of the touchpoint that this is the moment of; null in a decide call. */
    public final @Nullable String getEvent() {
        return event;
    }

    /** The channel that asks, e.g. {@code web}. */
    public final String getChannel() {
        return channel;
    }

    /** BCP 47, e.g. {@code de-CH}; the pack's own when the call names none. */
    public final String getLocale() {
        return locale;
    }

    /** Ids of the placements that the call wants filled. */
    public final List<String> getPlacements() {
        return placements;
    }

    /** Whether a profile was found for the call's ids. */
    public final Boolean getKnown() {
        return known;
    }

    /** 0 to 23, in the pack's time zone. */
    public final Integer getHour() {
        atLocalTime();
        return hour;
    }

    /** {@code monday} to {@code sunday}, in the pack's time zone. */
    public final String getDayOfWeek() {
        atLocalTime();
        return dayOfWeek;
    }

    /** Whole days from {@code past} to now, negative when it lies ahead; null when it is missing. */
    public final @Nullable Long daysSince(@Nullable Instant past) {
        return past == null ? null : Math.floorDiv(nowMs - past.toEpochMilli(), DAY_MS);
    }

    /** Whole hours from {@code past} to now, negative when it lies ahead; null when it is missing. */
    public final @Nullable Long hoursSince(@Nullable Instant past) {
        return past == null ? null : Math.floorDiv(nowMs - past.toEpochMilli(), HOUR_MS);
    }

    /** Whole days from now to {@code future}, negative when it is past; null when it is missing. */
    public final @Nullable Long daysUntil(@Nullable Instant future) {
        return future == null ? null : Math.floorDiv(future.toEpochMilli() - nowMs, DAY_MS);
    }

    /** A zone's offset changes on a quarter of an hour at the finest, so that is how long local time may be kept. */
    private void atLocalTime() {
        long quarter = Math.floorDiv(nowMs, QUARTER_HOUR_MS);
        if (quarter != localQuarter) {
            ZonedDateTime local = Instant.ofEpochMilli(nowMs).atZone(zone);
            hour = local.getHour();
            dayOfWeek = local.getDayOfWeek().name().toLowerCase(Locale.ROOT);
            localQuarter = quarter;
        }
    }
}
