// The bar of the demo, above the bank: who sits here, and the way into the drawer.

import { become, customerId, personas } from './customer.js';
import { el } from './dom.js';

export async function beginBar(kairos, drawer) {
    const people = await personas();
    const now = people.find(({ id }) => id === customerId());
    const choice = el(
        'select',
        { id: 'customer' },
        el('option', { value: '', selected: !now }, 'A new visitor'),
        people.map(({ id, name }) => el('option', { value: id, selected: id === now?.id }, name)),
    );
    const change = async (event) => {
        event.preventDefault();
        await kairos.flush();
        // An anonymous id of their own, so that nobody takes the two for one person.
        kairos.reset();
        become(choice.value);
        location.assign('/');
    };
    const opener = el(
        'button',
        { type: 'button', class: 'opener', 'aria-expanded': 'false', 'aria-controls': 'drawer' },
        'What Kairos saw ',
        el('span', { class: 'took', id: 'took' }),
    );
    opener.addEventListener('click', () => drawer.toggle(opener));
    document
        .getElementById('demo-bar')
        .replaceChildren(
            el(
                'form',
                { submit: change },
                el('label', { for: 'customer' }, 'You are'),
                choice,
                el('button', { type: 'submit' }, 'Switch'),
            ),
            el('p', { class: 'story' }, now?.story ?? 'nobody knows anything about you yet'),
            opener,
        );
    drawer.timed();
}
