import { createKairos } from './client';
import type { Kairos, Options, Render } from './types';

// <script async src="https://kairos.example/kairos.js" data-key="…" data-content="/content/{fragment}.json"></script>
// What stood in the list `kairos` before the script came is called back; a second load changes nothing.

type Waiting = ((kairos: Kairos) => void)[];

const page = window as unknown as Record<string, unknown> & { kairos?: Kairos | Waiting };
const waiting = page.kairos;
if (!waiting || 'length' in waiting) {
    const script = document.currentScript as HTMLScriptElement;
    const { auto, html, storage, render, ...data } = script.dataset;
    const kairos = (page.kairos = createKairos({
        url: new URL(script.src).origin,
        ...(data as Options), // what is a number there is one here as well, to those who look at it
        auto: auto !== 'false',
        html: html === 'true',
        storage: (storage && storage === 'true') as boolean | undefined,
        // By its name, so that it need not be there yet.
        render: render ? (...slot) => (page[render] as Render)(...slot) : undefined,
    }));
    waiting?.forEach(kairos.push);
}
