// What goes on: the way that the customer has come, and the time that each step of the last decision took.

import { customerId, journey, seen } from './customer.js';
import { el, words } from './dom.js';

const NEWEST = 12;
const STEPS = {
    loop_wait: 'waiting for its turn',
    parse: 'reading the call',
    profile: 'looking the customer up',
    rules: 'firing the rules',
    arbitration: 'gates, scores, placing',
    write: 'writing the answer',
};
/** Of these, what Kairos does for the call; waiting is done for others. */
const WORK = Object.keys(STEPS).slice(1);

export async function theWay() {
    const known = await journey();
    if (!known) {
        return customerId()
            ? el('p', {}, 'Kairos does not know this customer: the demo was started with fewer.')
            : visitor();
    }
    const stages = Object.entries(known.journeys).map(([name, { stage }]) =>
        el('li', {}, el('b', {}, words(name)), ` ${stage}`),
    );
    return [stages.length ? el('ul', { class: 'stages' }, stages) : null, path(known.path.map(step))].filter(Boolean);
}

/** Of those who have not said who they are, this page lists what it has told. */
const visitor = () => path(seen().map((event) => ({ kind: 'touchpoint', text: event })));

function step({ kind, event, journey: name, stage, outcome, action }) {
    if (kind === 'stage') return { kind, text: `${words(name)}: ${stage ?? 'left'}` };
    if (kind === 'outcome') return { kind, text: `${words(outcome)}${action ? ` of ${words(action)}` : ''}` };
    return { kind, text: event };
}

/** Newest first; the same again and again is one line. */
function path(steps) {
    const lines = [];
    for (const one of steps) {
        const last = lines.at(-1);
        if (last?.text === one.text && last.kind === one.kind) last.times++;
        else lines.push({ ...one, times: 1 });
    }
    if (lines.length === 0) return el('p', {}, 'Nothing yet. Do something, and it shows up here.');
    const shown = lines.reverse().slice(0, NEWEST);
    return el(
        'ol',
        { class: 'path' },
        shown.map(({ kind, text, times }) => el('li', { class: kind }, text, times > 1 ? ` × ${times}` : '')),
    );
}

/** The last decide call as the browser has measured it, with what the server says of it. */
export class Times {
    #last = null;

    /** @param changed told when there is something new */
    constructor(changed) {
        const look = (list) => {
            const calls = list.getEntries().filter(({ name }) => name.endsWith('/v1/decide'));
            if (calls.length === 0) return;
            this.#last = calls.at(-1);
            changed();
        };
        new PerformanceObserver(look).observe({ type: 'resource', buffered: true });
    }

    /** Milliseconds at the server, without the explanation that only this drawer needs; null before the first call. */
    get decided() {
        return this.#last && WORK.reduce((sum, name) => sum + (this.#ms(name) ?? 0), 0);
    }

    #ms(name) {
        return this.#last?.serverTiming.find((timing) => timing.name === name)?.duration ?? null;
    }

    #around() {
        return this.#last ? ` From this page and back it took ${micros(this.#last.duration)}, explained.` : '';
    }

    table() {
        const steps = Object.keys(STEPS).map((name) => [STEPS[name], this.#ms(name) ?? 0]);
        steps.push(['explaining it', Math.max(0, (this.#ms('whole') ?? 0) - (this.decided ?? 0))]);
        const longest = Math.max(...steps.map(([, ms]) => ms), 0.001);
        const row = ([name, ms]) => {
            const bar = el('span', { class: 'bar' });
            bar.style.setProperty('--share', ms / longest);
            return el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, micros(ms)), el('td', {}, bar));
        };
        return [
            el('table', { class: 'steps' }, el('tbody', {}, steps.map(row))),
            el('p', { class: 'whole' }, `Decided in ${micros(this.decided ?? 0)}.`, this.#around()),
        ];
    }
}

export const micros = (ms) => (ms < 1 ? `${Math.round(ms * 1000)} µs` : `${ms.toFixed(1)} ms`);
