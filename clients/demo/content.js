// The renderer of the page: Kairos names a fragment, the content endpoint says what is in it, this puts it into the slot.

import { art, el } from './dom.js';

/** Titles by placement, so that headings nest as the page's do. */
const HEADING = { hero: 'h2', tile: 'h2', checkout: 'h3' };

export async function render(slot, { fragment }, signal) {
    const response = await fetch(`/content/${encodeURIComponent(fragment)}.json`, { signal });
    if (!response.ok) throw new Error(`no content for ${fragment}: ${response.status}`);
    const content = await response.json();
    if (!signal.aborted) slot.replaceChildren(filled(slot, content));
}

function filled(slot, content) {
    const kind = slot.dataset.kind;
    const heading = HEADING[kind];
    return el(
        'div',
        { class: 'slot-content', lang: content.lang },
        el(
            'div',
            { class: 'slot-words' },
            heading && content.title ? el(heading, { class: 'slot-title' }, content.title) : null,
            el('p', { class: 'slot-text' }, content.text),
            content.cta ? el('a', { class: 'slot-cta', href: content.href }, content.cta) : null,
        ),
        kind === 'hero' || kind === 'tile' ? art(content.art) : null,
    );
}
