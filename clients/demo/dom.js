// Makes elements. Texts are texts: nothing here ever becomes markup.

/** @param attributes `true` sets one without a value, `false` and null none; a function listens to the event of that name */
export function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'function') element.addEventListener(name, value);
        else if (value != null && value !== false) element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat().filter((child) => child != null && child !== false));
    return element;
}

/** One of the drawings of art.svg. It says nothing that the words beside it do not say. */
export function art(name) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.setAttribute('class', 'art');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(space, 'use');
    use.setAttribute('href', `/demo/art.svg#${name}`);
    svg.append(use);
    return svg;
}

export const euros = (amount) =>
    new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }).format(amount);

/** `credit-card-gold` as people write it. */
export const words = (id) => {
    const text = id.replace(/[-_]/g, ' ');
    return text[0].toUpperCase() + text.slice(1);
};

/** Tells those who cannot see that something has changed. */
export function announce(text) {
    document.getElementById('announcer').textContent = text;
}
