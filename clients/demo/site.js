// Begins the page: the client of Kairos with the page's renderer, the bank's own doings, the bar and the drawer.

import { createKairos } from '/kairos.mjs';
import { beginBank } from './bank.js';
import { beginBar } from './bar.js';
import { render } from './content.js';
import { customerId, keepSeen } from './customer.js';
import { announce } from './dom.js';
import { Drawer } from './drawer.js';

const drawer = new Drawer(document.getElementById('main'));
let search = null;

const kairos = createKairos({
    userId: customerId() ?? undefined,
    locale: 'en',
    timeoutMs: 2000, // a demo on a busy laptop; a page of a real bank would wait for 300
    explain: true,
    context: () => ({
        device: matchMedia('(max-width: 40rem)').matches ? 'phone' : 'desktop',
        ...(search && { searchTerm: search }),
    }),
    render,
    onAnswer: (answer) => drawer.answered(answer),
});

/** Asks anew for all slots, once what was told before is applied. */
async function refill(what) {
    await kairos.flush();
    document.querySelectorAll('[data-kairos-state]').forEach((slot) => slot.removeAttribute('data-kairos-state'));
    const answer = await kairos.fill();
    announce(summary(what, answer));
    document.body.dataset.fills = Number(document.body.dataset.fills ?? 0) + 1;
}

function summary(what, answer) {
    const filled = answer.decisions.filter((decision) => !decision.fallback).length;
    return `${what}. ${filled} of ${answer.decisions.length} slots are personal now.`;
}

const told = async (event, properties) => {
    kairos.track(event, properties);
    keepSeen(event);
    await refill(event);
};

beginBar(kairos, drawer);
beginBank({
    told,
    consented: async (purposes) => {
        kairos.consent(purposes);
        keepSeen('Consent Changed');
        await refill('Your choice holds');
    },
    searched: async (term) => {
        search = term;
        await refill(term ? `Searched for ${term}` : 'Search cleared');
    },
});

keepSeen('Page Viewed');
await kairos.page();
document.body.dataset.fills = 1;
