package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.catalogue.Outcome;
import dev.kairos.mistake.Nearest;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a person agreed to and was shown. One thread, one profile. */
final class HistoryJsonReader {

    private static final List<String> OUTCOMES =
            Arrays.stream(Outcome.values()).map(Outcome::word).toList();
    private static final List<String> STATUSES =
            Arrays.stream(Consent.Status.values()).map(Consent.Status::word).toList();
    private static final List<String> CONSENT_KEYS = List.of("status", "at", "evidence", "granted");

    private final JsonInput json;
    private final Instant now;
    private final ProfileDraft draft;

    HistoryJsonReader(JsonInput json, Instant now, ProfileDraft draft) {
        this.json = json;
        this.now = now;
        this.draft = draft;
    }

    void consent(String purpose) throws IOException {
        Unfit unfit = Texts.unfitId(purpose);
        if (unfit != null) {
            json.wrong("the purpose " + unfit.message(), unfit.hint());
        } else if (json.given(JsonToken.START_OBJECT)) {
            ConsentDraft consent = new ConsentDraft();
            json.object(consent::member);
            consent.finish(purpose);
        } else if (json.bool() instanceof Boolean granted) {
            draft.consent.put(purpose, new Consent(granted, now));
        } else {
            json.wrong("is neither true nor false nor an object with 'status' and 'at'", null);
        }
    }

    private final class ConsentDraft {
        private Consent.@Nullable Status status;
        private @Nullable Instant at = now;
        private @Nullable String evidence = "";
        private boolean statusNamed;

        void member(String name) throws IOException {
            switch (name) {
                case "status" -> status(status());
                case "granted" -> {
                    Boolean granted = (Boolean) json.fit(json.bool());
                    status(granted == null ? null : Consent.Status.of(granted));
                }
                case "at" -> at = (Instant) json.fit(json.instant());
                case "evidence" -> evidence = evidence();
                default -> json.wrong("is no key of a consent", Nearest.hint(name, CONSENT_KEYS));
            }
        }

        /** Of two members that say it, the more restrictive holds. */
        private void status(Consent.@Nullable Status said) {
            status = statusNamed && status != Consent.Status.GRANTED ? status : said;
            statusNamed = true;
        }

        private Consent.@Nullable Status status() throws IOException {
            String word = json.id();
            if (word == null) {
                return null;
            }
            Consent.Status known = Consent.Status.ofWord(word).orElse(null);
            if (known == null) {
                String hint = Nearest.hint(KnownNames.cut(word), STATUSES);
                json.mistake(Texts.shown(word) + " is no status", hint == null ? "one of " + STATUSES : hint);
            }
            return known;
        }

        private @Nullable String evidence() throws IOException {
            return (String) json.fit(json.text(Consent.MAX_EVIDENCE_BYTES));
        }

        void finish(String purpose) {
            if (!statusNamed) {
                json.mistake("does not say whether it is granted", "add \"status\": granted, denied or withdrawn");
            } else if (status != null && at != null && evidence != null) {
                draft.consent.put(purpose, new Consent(status, at, evidence));
            }
        }
    }

    void contact() throws IOException {
        ContactDraft contact = new ContactDraft();
        boolean isObject = json.given(JsonToken.START_OBJECT);
        json.object(contact::member);
        if (isObject) {
            contact.finish();
        }
    }

    private final class ContactDraft {
        private @Nullable String action;
        private @Nullable Outcome outcome;
        private @Nullable Instant at;
        private @Nullable Integer count = 1;
        private int named;

        void member(String name) throws IOException {
            switch (name) {
                case "action" -> action = json.id();
                case "outcome" -> outcome = outcome();
                case "at" -> at = (Instant) json.fit(json.instant());
                case "count" -> count = count();
                default -> {
                    json.wrong(
                            "is no key of a contact", Nearest.hint(name, List.of("action", "outcome", "at", "count")));
                    return;
                }
            }
            named += name.equals("count") ? 0 : 1;
        }

        private @Nullable Outcome outcome() throws IOException {
            String word = json.id();
            if (word == null) {
                return null;
            }
            Outcome known = Outcome.ofWord(word).orElse(null);
            if (known == null) {
                String hint = Nearest.hint(KnownNames.cut(word), OUTCOMES);
                json.mistake(Texts.shown(word) + " is no outcome", hint == null ? "one of " + OUTCOMES : hint);
            }
            return known;
        }

        private @Nullable Integer count() throws IOException {
            Integer times = (Integer) json.fit(json.whole(true));
            if (times != null && times < 1) {
                json.mistake("is less than 1", null);
                return null;
            }
            return times;
        }

        void finish() {
            if (named < 3) {
                json.mistake("a contact has an action, an outcome and a time", "give action, outcome and at");
            } else if (action != null && outcome != null && at != null && count != null) {
                draft.contacts.add(new Contact(action, outcome, at, count));
            }
        }
    }
}
