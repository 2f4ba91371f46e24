// What the web client does when something is wrong: node faults.mjs KAIROS

import assert from 'node:assert/strict';
import { inBrowser } from './browser.mjs';
import { run, until } from './cases.mjs';
import { Proxy, Site } from './site.mjs';

const kairos = process.argv[2];
const OWN = ['Our own hero', 'Our own side'];
const DAY_MS = 86_400_000;

await inBrowser(async (browser) => {
    const site = await Site.start();
    site.pages['/kairos.js'] = await (await fetch(`${kairos}/kairos.js`)).text();
    let proxy;
    let page;
    let user = 0;

    const userId = () => `faulty-${user}`;
    const tag = () => `<script async src="/kairos.js" data-url="${proxy.url}" data-user-id="${userId()}"
        data-content="/content/{fragment}.json"></script>`;
    const html = (head) => `<!doctype html><html lang="en"><head><title>Test</title><style>
        [data-kairos] { min-height: 120px; display: flow-root }
        [data-kairos]:not([data-kairos-state]), [data-kairos-state=waiting] {
            visibility: hidden; animation: kairos 0s .3s forwards }
        @keyframes kairos { to { visibility: visible } }
        </style><script>
            window.shift = 0;
            new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shift += value)))
                .observe({ type: 'layout-shift', buffered: true });
            window.kairos = window.kairos || [];
            window.told = [];
            // Numbered events: their sums say whether one is missing and another is there twice.
            window.tell = (from, to) => window.kairos.push((client) => {
                for (let n = from; n <= to; n++) window.told.push(client.track('Delivered', { n, square: n * n }));
            });
        </script>${head}</head><body><h1>Page</h1><div data-kairos="home.hero">${OWN[0]}</div>
        <div data-kairos="home.side">${OWN[1]}</div><p>Below</p></body></html>`;

    const state = (wanted) =>
        page.waitForFunction((one) => document.querySelectorAll(`[data-kairos-state=${one}]`).length === 2, wanted);
    /** What both slots show, if they show it. */
    const shown = () => page.$$eval('[data-kairos]', (all) => all.map((slot) =>
        getComputedStyle(slot).visibility === 'visible' ? slot.innerText.trim() : 'nothing'));
    const arrived = (last) => until(`${last} events`, async () => {
        const answer = await fetch(`${kairos}/v1/profiles/${userId()}/export`);
        const { delivered, sum, squares } = answer.ok ? (await answer.json()).counters : {};
        return delivered === last && sum === (last * (last + 1)) / 2
            && squares === (last * (last + 1) * (2 * last + 1)) / 6;
    });

    const test = (body) => async () => {
        user++;
        proxy = await Proxy.start(kairos);
        page = await browser.page();
        site.pages['/'] = html(tag());
        try {
            await body();
            assert.deepEqual(page.troubles.filter((trouble) => trouble.startsWith('uncaught')), []);
            assert.equal(await page.evaluate(() => window.shift), 0, 'cumulative layout shift');
            assert.ok((await page.evaluate(() => window.told)).every((taken) => taken), 'the queue has taken all');
            assert.deepEqual(browser.foreign, []);
        } finally {
            await page.context().close();
            proxy.close();
        }
    };

    /** The page's own content in time, and no event lost: those of a page that is left and those of one that stays. */
    const survives = (begin, end) => test(async () => {
        await begin();
        await page.goto(site.url);
        await state('default');
        assert.deepEqual(await shown(), OWN);
        await page.evaluate(() => window.tell(1, 3));
        await page.reload();
        await state('default');
        assert.deepEqual(await shown(), OWN);
        await page.evaluate(() => window.tell(4, 5));
        await end();
        await arrived(5);
        await page.reload();
        await state('filled');
        await page.evaluate(() => window.tell(6, 6));
        await arrived(6);
    });
    const answersWith = (fault) =>
        survives(() => void (proxy.fault = fault), () => void (proxy.fault = undefined));

    /** A page that works as always. */
    const works = async () => {
        await page.goto(site.url);
        await state('filled');
        assert.match((await shown())[0], /hero-welcome/);
        await page.evaluate(() => window.tell(1, 3));
        await arrived(3);
    };
    const clock = (offMs) => test(async () => {
        await page.addInitScript((off) => {
            const Real = Date;
            window.Date = class extends Real {
                constructor(...args) {
                    super(...(args.length ? args : [Real.now() + off]));
                }
                static now() {
                    return Real.now() + off;
                }
            };
        }, offMs);
        await works();
        const { lastSeen } = await (await fetch(`${kairos}/v1/profiles/${userId()}/export`)).json();
        assert.ok(Math.abs(Date.now() - Date.parse(lastSeen)) < DAY_MS / 24, lastSeen);
    });

    await run({
        'the server is down': survives(() => proxy.close(), () => proxy.open()),
        'the server takes 10 s': answersWith('slow'),
        'the server answers 500': answersWith('500'),
        'the server answers 503': answersWith('503'),
        'the server answers what is no JSON': answersWith('malformed'),
        'the connection is cut in the middle of the answer': answersWith('cut'),
        'the page may not read the answer': answersWith('cors'),
        'the clock is a day ahead': clock(DAY_MS),
        'the clock is a day behind': clock(-DAY_MS),

        'storage is blocked': test(async () => {
            await page.addInitScript(() => {
                const blocked = () => {
                    throw new DOMException('blocked', 'SecurityError');
                };
                Object.defineProperty(window, 'localStorage', { get: blocked });
                Object.defineProperty(document, 'cookie', { get: blocked, set: blocked });
            });
            await works();
            proxy.fault = '503';
            await page.evaluate(() => window.tell(4, 5));
            await until('a refused call', () => proxy.calls.filter(({ path }) => path === '/v1/batch').length > 1);
            proxy.fault = undefined;
            await arrived(5);
        }),

        'the script is blocked': test(async () => {
            const script = site.pages['/kairos.js'];
            delete site.pages['/kairos.js'];
            await page.goto(site.url);
            await page.evaluate(() => window.tell(1, 3)); // taken by nobody
            await until('the page\'s own content', async () => (await shown()).join() === OWN.join());
            site.pages['/kairos.js'] = script;
        }),

        'the script is there twice': test(async () => {
            site.pages['/'] = html(tag() + tag().replace('/kairos.js', '/kairos.js?again'));
            await works();
            assert.deepEqual(proxy.decides.map(({ placements }) => placements), [['home.hero', 'home.side']]);
            await until('one page', async () => proxy.calls
                .filter(({ path }) => path === '/v1/batch')
                .flatMap(({ body }) => JSON.parse(body).batch)
                .filter(({ type }) => type === 'page').length === 1);
        }),

        'the page itself is wrong': test(async () => {
            await works();
            const outcome = await page.evaluate(async () => {
                const circular = {};
                circular.itself = circular;
                return [
                    kairos.track('Circular', circular),
                    kairos.track('Too long', { text: 'x'.repeat(20_000) }),
                    kairos.outcome('token'),
                    (await kairos.decide()).decisions,
                    (await kairos.decide({ placements: ['home.hero'], context: circular })).decisions[0].fallback,
                    (await kairos.fill(42)).decisions,
                    kairos.push(() => missing.member),
                ];
            });
            assert.deepEqual(outcome, [false, false, false, [], true, [], undefined]);
        }),
    });
    site.close();
});
