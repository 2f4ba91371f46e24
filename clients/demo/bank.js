// What a customer does at this bank. Each doing is a touchpoint that Kairos is told of, and the slots follow.

import * as customer from './customer.js';
import { el, euros } from './dom.js';

const PAYMENTS = [
    { to: 'Livraria do Largo', on: '18 Nov', amount: 24.9 },
    { to: 'Comboios do Norte', on: '17 Nov', amount: 31.4 },
    { to: 'Streamly Ltd', on: '15 Nov', amount: 149.0 },
    { to: 'Mercearia Ana', on: '14 Nov', amount: 18.25 },
];
const WITH_AN_ACCOUNT = [
    'No monthly fee',
    'Cards that you can freeze and unfreeze',
    'Transfers in euros within seconds',
    'People who answer, every day from 8 to 20',
];
const STAGES = {
    open: 'You have disputed a payment. Its debit is on hold.',
    evidence: 'We are waiting for your documents.',
    review: 'We have your documents and are looking into it.',
    resolved: 'Your last dispute is resolved.',
    withdrawn: 'Your last dispute is withdrawn.',
};
const UNDER_WAY = ['open', 'evidence', 'review'];
/** What holds for those who have said nothing, as the pack's purposes say. */
const UNSAID = { service: true, offers: true, marketing: false };

const $ = (id) => document.getElementById(id);

/** @param say `told`, `consented` and `searched`: each tells Kairos, and is done when the slots are filled anew */
export function beginBank(say) {
    account();
    payments(say);
    dispute(say);
    products(say);
    cart(say);
    consent(say);
    $('search')?.addEventListener('submit', (event) => {
        event.preventDefault();
        say.searched($('search-term').value.trim());
    });
}

async function account() {
    if (!$('balance')) return;
    const profile = await customer.profile();
    const { firstName, balance } = profile?.attributes ?? {};
    $('account-title').textContent = firstName ? `${firstName}’s account` : 'No account yet';
    $('payments-title').textContent = customer.customerId() ? 'Last payments' : 'What comes with one';
    $('balance').textContent = balance === undefined ? '' : euros(balance);
}

function payments(say) {
    const list = $('payments');
    if (!list) return;
    if (!customer.customerId() && !('disputable' in list.dataset)) {
        list.replaceChildren(...WITH_AN_ACCOUNT.map((line) => el('li', {}, line)));
        return;
    }
    const button = ({ to, amount }) =>
        el(
            'button',
            { type: 'button', class: 'button quiet', click: () => move(say, 'open', 'Dispute Opened', { amount }) },
            'Not mine',
            el('span', { class: 'visually-hidden' }, ` ${to}, ${euros(amount)}`),
        );
    list.replaceChildren(
        ...PAYMENTS.map((payment) =>
            el(
                'li',
                {},
                el('span', { class: 'payee' }, payment.to),
                el('span', { class: 'when' }, payment.on),
                el('span', { class: 'amount' }, euros(-payment.amount)),
                'disputable' in list.dataset ? button(payment) : null,
            ),
        ),
    );
}

async function dispute(say) {
    if (!$('dispute-stage')) return;
    $('dispute-documents').addEventListener('click', () => move(say, 'review', 'Documents Received'));
    $('dispute-withdraw').addEventListener('click', () => move(say, 'withdrawn', 'Dispute Withdrawn'));
    await showDispute();
}

async function move(say, stage, event, properties) {
    customer.keepDisputeStage(stage);
    await say.told(event, properties);
    const hadFocus = $('dispute-actions').contains(document.activeElement);
    await showDispute();
    if (hadFocus && $('dispute-actions').hidden) document.querySelector('#payments button').focus();
}

async function showDispute() {
    const journey = await customer.journey();
    const stage = journey ? journey.journeys.dispute?.stage : customer.disputeStage();
    $('dispute-stage').textContent = STAGES[stage] ?? '';
    $('dispute-actions').hidden = !UNDER_WAY.includes(stage);
    $('dispute-documents').hidden = stage === 'review';
}

function products(say) {
    for (const product of document.querySelectorAll('[data-product]')) {
        const { product: id, group } = product.dataset;
        const name = product.querySelector('h3').textContent;
        const about = { product: id, product_group: group };
        product.querySelector('[data-add]').addEventListener('click', async () => {
            customer.keepCart([...customer.cart(), name]);
            showCart();
            await say.told('Product Added', about);
        });
        const details = product.querySelector('details');
        details.addEventListener('toggle', () => details.open && say.told('Product Viewed', about));
    }
}

function cart(say) {
    showCart();
    const done = async (event) => {
        customer.keepCart([]);
        showCart();
        $('cart').focus();
        await say.told(event);
    };
    $('cart-apply')?.addEventListener('click', () => done('Application Started'));
    $('cart-clear')?.addEventListener('click', () => done('Cart Emptied'));
}

function showCart() {
    const items = customer.cart();
    $('cart-count').textContent = items.length;
    if (!$('cart')) return;
    $('cart-items').replaceChildren(...items.map((name) => el('li', {}, name)));
    $('cart-empty').hidden = items.length > 0;
    $('cart-actions').hidden = items.length === 0;
}

async function consent(say) {
    const switches = [...document.querySelectorAll('[data-purpose]')];
    if (switches.length === 0) return;
    const stored = (await customer.profile())?.consent ?? {};
    const told = customer.said();
    for (const box of switches) {
        const { purpose } = box.dataset;
        box.checked = told[purpose] ?? (purpose in stored ? stored[purpose].status === 'granted' : UNSAID[purpose]);
        box.addEventListener('change', () => {
            customer.keepSaid({ [purpose]: box.checked });
            say.consented({ [purpose]: box.checked });
        });
    }
}
