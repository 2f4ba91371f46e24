// Why this, and why not that: an explanation of Kairos in words.

import { el, words } from './dom.js';

/** Of so many actions that were not shown, the reasons are listed at once. */
const LISTED = 5;

/** Why an action that was considered is not to be seen. */
const NOT_SHOWN = {
    NOT_VALID: () => 'not now, or not on this channel',
    NO_CONSENT: (by) => `needs a consent that is not there: ${by}`,
    SUPPRESSED: (by) => `held back by the rule “${by}”`,
    CAPPED: (by) => `seen or answered often enough: ${by}`,
    HOLDOUT: (by) => `left out, to measure what it is worth: ${by}`,
    OUTRANKED: () => 'allowed, but others scored higher',
    NO_TREATMENT: () => 'allowed, but not made for these slots',
    DEADLINE: () => 'time was up',
};

/** Why a slot shows its neutral content. */
const NEUTRAL = {
    NO_PROPOSAL: 'No rule had anything to propose.',
    NO_CONSENT: 'The best that was proposed needs a consent that is not there.',
    NOT_VALID: 'What was proposed is not valid now, or not on this channel.',
    CAPPED: 'The best that was proposed has been seen often enough.',
    HOLDOUT: 'This customer is left out on purpose, to measure what it is worth.',
    SUPPRESSED: 'The best that was proposed is held back by a rule.',
    OUTRANKED: 'All that was proposed for it went to slots before it.',
    NO_TREATMENT: 'Nothing that was proposed is made for this slot.',
    DEADLINE: 'Time was up.',
};

/** @param names what the page calls its slots, by placement */
export function whySlot(decision, answer, names) {
    const considered = answer.explanation?.considered ?? [];
    const winner = considered.find(({ action }) => action === decision.action);
    return [
        winner ? whyThis(winner) : el('p', {}, NEUTRAL[decision.reason] ?? 'Kairos did not answer in time.'),
        whyNot(considered.filter((one) => one !== winner), answer.decisions, names),
    ];
}

function whyThis({ because, factors = {}, score, rule }) {
    const named = Object.entries(factors).map(([name, value]) => [
        el('span', { class: 'factor' }, el('b', {}, short(value)), ` ${name}`),
        ' × ',
    ]);
    return el(
        'div',
        { class: 'why-this' },
        el('p', { class: 'because' }, because ? `Because: ${because}.` : 'Proposed.'),
        el('p', { class: 'rule' }, 'Rule “', rule?.name, '”, ', el('code', {}, at(rule))),
        el('p', { class: 'score' }, named.flat().slice(0, -1), ' = ', el('b', {}, short(score))),
    );
}

function whyNot(others, decisions, names) {
    if (others.length === 0) return null;
    const line = (one) => {
        const shownAt = decisions.find(({ action }) => action === one.action)?.placement;
        const reason = shownAt ? `shown under “${names.get(shownAt)}”` : NOT_SHOWN[one.reason]?.(one.stoppedBy);
        return el(
            'li',
            { class: shownAt ? 'shown' : one.reason === 'OUTRANKED' ? null : 'stopped' },
            el('b', {}, words(one.action)),
            el('span', { class: 'points' }, short(one.score)),
            el('span', { class: 'reason' }, reason ?? one.reason),
        );
    };
    const list = (some) => el('ul', { class: 'why-not' }, some.map(line));
    const rest = others.slice(LISTED);
    return [
        el('h4', {}, 'Why not that'),
        list(others.slice(0, LISTED)),
        rest.length ? el('details', {}, el('summary', {}, `${rest.length} more`), list(rest)) : null,
    ].filter(Boolean);
}

export function rulesFired({ rulesFired = [] }) {
    return el(
        'ul',
        { class: 'rules' },
        rulesFired.map((rule) => el('li', {}, rule.name, ' ', el('code', {}, at(rule)))),
    );
}

export function consentUsed({ purposes = {} }) {
    const lines = Object.entries(purposes).map(([purpose, { status, from }]) =>
        el('li', {}, el('b', {}, words(purpose)), ` ${status}`, from === 'catalogue' ? ' unless they object' : ''),
    );
    return el('ul', { class: 'purposes' }, lines.length ? lines : el('li', {}, 'No proposal needed one.'));
}

const at = (rule) => (rule ? `${rule.file.replace('rules/', '')}:${rule.line}` : '');
const short = (number) => String(Math.round(number * 1000) / 1000);
