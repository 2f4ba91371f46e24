import { of } from './wire';
import type { Answer, Content, Decision, Outcome, Render } from './types';

export interface Slots {
    fill(root: ParentNode, decide: (placements: string[], timeoutMs: number) => Promise<Answer>): Promise<Answer>;
    /** From now on all slots are to be filled anew. */
    renew(): void;
    close(): void;
}

const STATE = 'data-kairos-state';
export const UNFILLED = `[data-kairos]:not([${STATE}])`;
const SEEN_MS = 1000;

/**
 * The slots of a page: `<div data-kairos="PLACEMENT">`, with what the page shows by itself inside. What it is at stands
 * in `data-kairos-state`: `waiting`, `filled` or `default`.
 *
 * @param render how to fill a slot, if there is a way
 */
export function createSlots(
    timeoutMs: number,
    render: Render | undefined,
    report: (token: string, outcome: Outcome) => unknown,
    failed: (error: unknown) => void,
): Slots {
    /** What the page itself had in a slot, kept when something else is put there. */
    const own = new Map<Element, Node[]>();
    /** Who is at a slot: the fill, or the watch, that came last. */
    const holders = new Map<Element, AbortController>();

    const hold = (slot: Element): AbortSignal => {
        const control = new AbortController();
        holders.get(slot)?.abort();
        holders.set(slot, control);
        return control.signal;
    };

    const restore = (slot: HTMLElement) => {
        const nodes = own.get(slot);
        if (nodes) slot.replaceChildren(...nodes);
        own.delete(slot);
        slot.setAttribute(STATE, 'default');
    };

    /** Reports that it was seen for long enough, and what is clicked in it: each once. */
    const watch = (slot: HTMLElement, token: string | undefined) => {
        const signal = hold(slot);
        if (!token) return;
        const done = new Set<Outcome>();
        const once = (outcome: Outcome) => done.has(outcome) || (done.add(outcome), report(token, outcome));
        let timer: ReturnType<typeof setTimeout> | undefined;
        let half = false;
        const look = () => {
            clearTimeout(timer);
            if (half && !document.hidden) timer = setTimeout(once, SEEN_MS, 'impression');
        };
        const observer = new IntersectionObserver(
            (entries) => {
                half = entries.pop()!.intersectionRatio >= 0.5;
                look();
            },
            { threshold: 0.5 },
        );
        observer.observe(slot);
        document.addEventListener('visibilitychange', look, { signal });
        slot.addEventListener('click', (event) => (event.target as Element).closest('a,button') && once('click'), {
            capture: true,
            signal,
        });
        signal.onabort = () => {
            clearTimeout(timer);
            observer.disconnect();
        };
    };

    /** Waits for an answer, and no longer than the slot's time. */
    const open = (slot: HTMLElement, ownMs: number) => {
        const signal = hold(slot);
        const timer = setTimeout(() => {
            holders.get(slot)!.abort();
            restore(slot);
        }, ownMs);
        signal.onabort = () => clearTimeout(timer);
        slot.setAttribute(STATE, 'waiting');

        return async (decision: Decision) => {
            if (signal.aborted) return;
            try {
                if (render && decision.fragment) {
                    if (!own.has(slot)) own.set(slot, [...slot.childNodes]);
                    await render(slot, decision, signal);
                    if (signal.aborted) return;
                    slot.setAttribute(STATE, 'filled');
                    return watch(slot, decision.token);
                }
            } catch (error) {
                failed(error);
            }
            if (!signal.aborted) restore(slot);
        };
    };

    const find = (root: ParentNode, selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];

    return {
        async fill(root, decide) {
            holders.forEach((control, slot) => {
                if (!slot.isConnected) {
                    control.abort();
                    holders.delete(slot);
                    own.delete(slot);
                }
            });
            const rendered = find(root, `[${STATE}=filled]`).filter((slot) => !holders.has(slot));
            const slots = find(root, UNFILLED);
            // Nothing below moves while a slot changes, unless it needs more than it has.
            const heights = slots.map((slot) => getComputedStyle(slot).height);
            let longest = 0;
            const openings = slots.map((slot, i) => {
                const ownMs = +slot.dataset.kairosTimeout! || timeoutMs;
                longest = Math.max(longest, ownMs);
                if (parseFloat(heights[i])) slot.style.minHeight = heights[i];
                return open(slot, ownMs);
            });
            const placement = (slot: HTMLElement) => slot.dataset.kairos!;
            const answer = await decide([...new Set([...rendered, ...slots].map(placement))], longest || timeoutMs);
            const decided = (slot: HTMLElement) => of(answer.decisions, placement(slot))!;
            rendered.forEach((slot) => watch(slot, decided(slot).token));
            await Promise.all(slots.map((slot, i) => openings[i](decided(slot))));
            return answer;
        },
        renew: () =>
            find(document, '[data-kairos]').forEach((slot) => {
                slot.removeAttribute(STATE);
                slot.style.minHeight = '';
            }),
        close: () => holders.forEach((control) => control.abort()),
    };
}

/** Fills slots with what an endpoint says of a fragment: text as text, and html only where that is allowed. */
export const contentRenderer =
    (endpoint: string, html: boolean | undefined): Render =>
    async (slot, { fragment }, signal) => {
        const response = await fetch(endpoint.replace('{fragment}', encodeURIComponent(fragment!)), { signal });
        if (!response.ok) throw response.status;
        const content = (await response.json()) as Content;
        const make = (tag: string, name: string) => {
            const element = document.createElement(tag);
            element.className = 'kairos-' + name;
            return element;
        };
        const link = new URL(content.link || '', location.href);
        const linked = content.link && link.protocol.startsWith('http');
        const all = make(linked ? 'a' : 'div', 'content') as HTMLAnchorElement;
        if (linked) all.href = link.href;
        if (content.image) {
            const image = make('img', 'image') as HTMLImageElement;
            image.alt = content.alt || '';
            image.src = content.image;
            await image.decode(); // so that it has its size when it comes into the page
            all.append(image);
        }
        for (const name of ['title', 'text', 'label'] as const) {
            if (content[name]) {
                const part = make('div', name);
                part.textContent = content[name];
                all.append(part);
            }
        }
        if (html && content.html) all.innerHTML = content.html;
        if (!signal.aborted) slot.replaceChildren(all);
    };
