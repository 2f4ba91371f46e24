// The drawer: for each slot why this and why not that, the journey so far, and where the time went.

import { el, words } from './dom.js';
import { micros, theWay, Times } from './live.js';
import { consentUsed, rulesFired, whySlot } from './why.js';

export class Drawer {
    #answer = null;
    #opener = null;
    #times = new Times(() => this.timed());
    #names = new Map();
    #open = new Set();
    #panel;
    #slots = el('div', {});
    #way = el('div', {});
    #steps = el('div', {});
    #facts = el('div', {});

    constructor(after) {
        const title = el('h2', { id: 'drawer-title', tabindex: '-1' }, 'What Kairos saw');
        this.#panel = el(
            'aside',
            { id: 'drawer', class: 'drawer', 'aria-labelledby': 'drawer-title', hidden: true },
            el(
                'header',
                {},
                title,
                el('button', { type: 'button', class: 'close', click: () => this.#close() }, 'Close'),
            ),
            el(
                'div',
                { class: 'drawer-body', tabindex: '0', role: 'group', 'aria-label': 'Explanation' },
                el('section', {}, el('h3', {}, 'Why this, why not that'), this.#slots),
                el('section', {}, el('h3', {}, 'The journey so far'), this.#way),
                el('section', {}, el('h3', {}, 'Where the time went'), this.#steps),
                this.#facts,
            ),
        );
        after.after(this.#panel);
        document.addEventListener('keydown', (event) => {
            if (event.key === 'Escape' && !this.#panel.hidden) this.#close();
        });
        for (const slot of document.querySelectorAll('[data-kairos]')) this.#ask(slot);
    }

    /** A button beside the slot, not in it: what is clicked in a slot counts for what it shows. */
    #ask(slot) {
        const name = slot.getAttribute('aria-label');
        this.#names.set(slot.dataset.kairos, name);
        const why = el(
            'button',
            { type: 'button', class: 'why', 'aria-controls': 'drawer' },
            'Why this?',
            el('span', { class: 'visually-hidden' }, ` ${name}`),
        );
        why.addEventListener('click', () => this.#show(why, slot.dataset.kairos));
        slot.after(why);
    }

    /** There is a new answer for the page's slots. */
    answered(answer) {
        this.#answer = answer;
        if (!this.#panel.hidden) this.#draw();
    }

    /** There are new times. */
    timed() {
        const took = document.getElementById('took');
        if (took && this.#times.decided !== null) took.textContent = micros(this.#times.decided);
        if (!this.#panel.hidden) this.#steps.replaceChildren(...this.#times.table());
    }

    toggle(opener) {
        if (this.#panel.hidden) this.#show(opener, this.#answer?.decisions[1]?.placement);
        else this.#close();
    }

    #show(opener, placement) {
        this.#opener = opener;
        this.#open = new Set([placement]);
        this.#panel.hidden = false;
        document.body.classList.add('with-drawer');
        document.querySelector('.opener')?.setAttribute('aria-expanded', 'true');
        this.#draw();
        this.timed();
        const asked = this.#slots.querySelector('details[open]');
        asked?.scrollIntoView({ block: 'nearest' });
        (asked?.querySelector('summary') ?? document.getElementById('drawer-title')).focus();
    }

    #close() {
        this.#panel.hidden = true;
        document.body.classList.remove('with-drawer');
        document.querySelector('.opener')?.setAttribute('aria-expanded', 'false');
        this.#opener?.focus();
    }

    #draw() {
        const answer = this.#answer;
        if (!answer) return;
        const focused = document.activeElement?.closest?.('[data-why]')?.dataset.why;
        this.#slots.replaceChildren(...answer.decisions.map((decision) => this.#slot(decision, answer)));
        if (focused) this.#slots.querySelector(`[data-why="${focused}"] summary`)?.focus();
        const explained = answer.explanation ?? {};
        this.#facts.replaceChildren(
            el('section', {}, el('h3', {}, 'Consent that counted'), consentUsed(explained)),
            el(
                'section',
                {},
                el('h3', {}, 'Rules that fired'),
                el(
                    'details',
                    {},
                    el('summary', {}, `${explained.rulesFired?.length ?? 0} of ${answer.pack}`),
                    rulesFired(explained),
                ),
            ),
        );
        this.#walk(answer);
    }

    /** The journey is asked for by itself, and shown unless there is a newer answer meanwhile. */
    async #walk(answer) {
        const way = await theWay();
        if (answer === this.#answer) this.#way.replaceChildren(...[way].flat());
    }

    #slot(decision, answer) {
        const { placement, action, fallback } = decision;
        const slot = el(
            'details',
            { 'data-why': placement, open: this.#open.has(placement) },
            el(
                'summary',
                {},
                el('span', { class: 'slot-name' }, this.#names.get(placement)),
                el('b', {}, fallback ? 'Neutral' : words(action)),
                el('span', { class: fallback ? 'chip' : 'chip personal' }, words(decision.reason.toLowerCase())),
            ),
            whySlot(decision, answer, this.#names).flat(),
        );
        slot.addEventListener('toggle', () =>
            slot.open ? this.#open.add(placement) : this.#open.delete(placement),
        );
        return slot;
    }
}
