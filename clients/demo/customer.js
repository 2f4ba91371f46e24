// Who sits in front of this page, and what the page may remember of them: only in this tab, only for the demo.

const WHO = 'demo.customer';
const CART = 'demo.cart';
const SAID = 'demo.said';
const DISPUTE = 'demo.dispute';
const SEEN = 'demo.seen';

/** The user id, or null for a visitor whom nobody knows. */
export const customerId = () => sessionStorage.getItem(WHO);

export function become(id) {
    for (const key of [CART, SAID, DISPUTE, SEEN]) sessionStorage.removeItem(key);
    if (id) sessionStorage.setItem(WHO, id);
    else sessionStorage.removeItem(WHO);
}

const list = (key, otherwise) => JSON.parse(sessionStorage.getItem(key) ?? otherwise);

export const cart = () => list(CART, '[]');
export const keepCart = (items) => sessionStorage.setItem(CART, JSON.stringify(items));

/** What a visitor has said here, by purpose; of customers, Kairos tells it. */
export const said = () => list(SAID, '{}');
export const keepSaid = (purposes) => sessionStorage.setItem(SAID, JSON.stringify({ ...said(), ...purposes }));

/** What Kairos was told of a visitor, oldest first; of customers, Kairos tells it. */
export const seen = () => list(SEEN, '[]');
export const keepSeen = (event) => sessionStorage.setItem(SEEN, JSON.stringify([...seen(), event]));

/** The stage of a visitor's dispute, as this page has told it; of customers, Kairos tells it. */
export const disputeStage = () => sessionStorage.getItem(DISPUTE);
export const keepDisputeStage = (stage) => sessionStorage.setItem(DISPUTE, stage);

export const personas = async () => (await fetch('/demo/personas.json')).json();

/** A document of the server's about the customer, or null: of visitors and strangers there is none. */
async function about(kind) {
    const id = customerId();
    if (!id) return null;
    const response = await fetch(`/v1/${kind}/${encodeURIComponent(id)}`);
    return response.ok ? response.json() : null;
}

export const profile = () => about('profiles');
export const journey = () => about('journeys');
