// The time from asking for a decision to its slots being filled, in a page: node fill-time.mjs KAIROS PLACEMENT…
// In clients/tests/target/clients, which BrowserTest makes, and with a server that has the placements.

import { inBrowser } from './browser.mjs';
import { Site } from './site.mjs';

const [kairos, ...placements] = process.argv.slice(2);
const WARM_UP = 500;
const FILLS = 3000;

await inBrowser(async (browser) => {
    const site = await Site.start();
    site.pages['/'] = `<!doctype html><title>Fill</title><script src="${kairos}/kairos.js" data-auto="false"
        data-timeout-ms="5000" data-render="show"></script><script>
            let filled = 0;
            function show(slot, decision) {
                slot.textContent = decision.fragment;
                filled++;
            }
        </script><body></body>`;
    const page = await browser.page();
    await page.goto(site.url);
    const times = await page.evaluate(async ([placements, fills]) => {
        const times = [];
        for (let i = 0; i < fills; i++) {
            document.body.innerHTML = placements.map((one) => `<div data-kairos="${one}">Ours</div>`).join('');
            filled = 0;
            const begin = performance.now();
            await kairos.fill();
            times.push(performance.now() - begin);
            if (filled !== placements.length) throw new Error(`${filled} of ${placements.length} slots were filled`);
        }
        return times;
    }, [placements, WARM_UP + FILLS]);
    const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
    const at = (share) => `${sorted[Math.floor(share * sorted.length)].toFixed(1)} ms`;
    console.log(`${FILLS} fills of ${placements.length} slots: p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}`);
    site.close();
});
