package dev.kairos.consent;

import dev.kairos.profile.Consent;

/** Is told what was said of purposes; of several statements on one purpose the strictest is to hold. */
@FunctionalInterface
public interface StatementSink {

    /**
     * @param purpose by its index in the catalogue
     * @param atMs when it was said, milliseconds since 1970
     * @param evidence how it is known; at most {@link Consent#MAX_EVIDENCE_BYTES} bytes
     */
    void stated(int purpose, Consent.Status status, long atMs, String evidence);
}
