// Makes ../resources/consent/tcf-strings.csv with IAB's own encoder, @iabtcf/core:
//   node tcf-strings.mjs > ../resources/consent/tcf-strings.csv     (after npm ci in this folder)
// TcfStringsTest runs it again, wherever the build has fetched the clients, and compares.
import { GVL, Segment, TCModel, TCString } from '@iabtcf/core';

const PURPOSES = Array.from({ length: 11 }, (unused, i) => i + 1);
const VENDORS = 900;

/** As much of a Global Vendor List as the encoder asks for; the names in a real one are longer. */
function vendorList() {
    const entry = (id) => ({ id, name: `n${id}`, description: '', illustrations: [] });
    const table = (ids, make) => Object.fromEntries(ids.map((id) => [id, make(id)]));
    const vendor = (id) => ({
        id,
        name: `v${id}`,
        purposes: PURPOSES.filter((p) => (id + p) % 3 > 0),
        legIntPurposes: [2, 7, 8].filter((p) => (id + p) % 3 === 0),
        flexiblePurposes: [2, 7],
        specialPurposes: [1],
        features: [],
        specialFeatures: [],
        urls: [],
        dataRetention: {},
        dataDeclaration: [],
        usesCookies: true,
        cookieMaxAgeSeconds: 60,
        cookieRefresh: false,
        usesNonCookieAccess: false,
    });
    return new GVL({
        gvlSpecificationVersion: 3,
        vendorListVersion: 87,
        tcfPolicyVersion: 4,
        lastUpdated: '2026-01-01T16:00:00Z',
        purposes: table(PURPOSES, entry),
        specialPurposes: table([1, 2], entry),
        features: table([1, 2, 3], entry),
        specialFeatures: table([1, 2], entry),
        stacks: {},
        dataCategories: {},
        vendors: table(Array.from({ length: VENDORS }, (unused, i) => i + 1), vendor),
    });
}

function model(day, purposes, change = () => {}) {
    const tc = new TCModel(vendorList());
    tc.cmpId = 300;
    tc.cmpVersion = 7;
    tc.consentScreen = 2;
    tc.consentLanguage = 'DE';
    tc.publisherCountryCode = 'DE';
    tc.isServiceSpecific = true;
    tc.purposeConsents.set(purposes);
    change(tc);
    const when = new Date(Date.UTC(2026, 0, day));
    tc.created = when;
    tc.lastUpdated = when;
    return tc;
}

const some = [1, 2, 3, 17, 412, 899];
const cases = [
    ['nothing', model(1, [])],
    ['storage alone', model(2, [1])],
    ['content', model(3, [1, 5, 6])],
    ['profile for content but not its use', model(4, [1, 5])],
    ['everything', model(5, PURPOSES, (tc) => tc.setAllVendorConsents())],
    ['legitimate interest only', model(6, [], (tc) => tc.purposeLegitimateInterests.set([2, 7, 8, 9, 10, 11]))],
    ['some vendors', model(7, [1, 3, 4], (tc) => tc.vendorConsents.set(some))],
    ['every other vendor', model(8, [2, 5, 6], (tc) => tc.vendorConsents.set(PURPOSES.map((p) => p * 80)))],
    ['with what the publisher asks', model(9, [5, 6], (tc) => {
        tc.publisherConsents.set([1, 2]);
        tc.numCustomPurposes = 3;
        tc.publisherCustomConsents.set([1, 3]);
    }), [Segment.CORE, Segment.PUBLISHER_TC]],
    ['global, vendors disclosed', model(10, [1, 6], (tc) => {
        tc.isServiceSpecific = false;
        tc.vendorConsents.set(some);
        tc.vendorsDisclosed.set(some);
    })],
    ['purpose one not asked', model(11, [5, 6], (tc) => { tc.purposeOneTreatment = true; })],
];
for (let seed = 1; seed <= 20; seed++) {
    const purposes = PURPOSES.filter((p) => (seed * 2654435761 >>> p) % 2 === 1);
    cases.push([`mixed ${seed}`, model(11 + seed, purposes, (tc) => tc.vendorConsents.set([seed, seed * 40]))]);
}

console.log('name;purposes;updated;string');
for (const [name, tc, segments] of cases) {
    const string = TCString.encode(tc, segments ? { segments, version: 2 } : undefined);
    const made = TCString.decode(string);
    const purposes = PURPOSES.filter((p) => made.purposeConsents.has(p)).join(' ');
    console.log(`${name};${purposes};${made.lastUpdated.toISOString()};${string}`);
}
