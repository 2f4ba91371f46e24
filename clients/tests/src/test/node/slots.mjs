// What the web client does on pages when all is well: node slots.mjs KAIROS

import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { inBrowser, screenshot } from './browser.mjs';
import { run, until } from './cases.mjs';
import { Proxy, Site } from './site.mjs';

const kairos = process.argv[2];
const SERVER = pathToFileURL(path.resolve('..', '..', '..', 'web', 'dist', 'server.mjs'));
const { decideOnServer } = await import(SERVER);

await inBrowser(async (browser) => {
    const site = await Site.start();
    let proxy;
    let page;
    let user = 0;

    /** What the server has counted of a user. */
    const counters = async (userId) => {
        const answer = await fetch(`${kairos}/v1/profiles/${userId}/export`);
        return answer.ok ? (await answer.json()).counters : {};
    };
    const slots = () =>
        page.$$eval('[data-kairos]', (all) => all.map((slot) => [slot.dataset.kairosState, slot.innerText.trim()]));
    const filled = (count = 2) =>
        page.waitForFunction(
            (wanted) => document.querySelectorAll('[data-kairos-state=filled]').length === wanted, count);
    const decidesOf = (placement) => proxy.decides.filter((call) => call.placements.includes(placement));

    const STYLE = `<style>
        [data-kairos] { min-height: 120px }
        [data-kairos]:not([data-kairos-state]), [data-kairos-state=waiting] {
            visibility: hidden; animation: kairos 0s .3s forwards }
        @keyframes kairos { to { visibility: visible } }
    </style>`;
    const SLOTS = `<div data-kairos="home.hero">Our own hero</div><div data-kairos="home.side">Our own side</div>`;
    const tag = (more = '') =>
        `<script async src="${proxy.url}/kairos.js" data-timeout-ms="3000"
            data-content="/content/{fragment}.json" data-user-id="${userId()}" ${more}></script>`;
    const userId = () => `web-${user}`;
    const html = (head, body) =>
        `<!doctype html><html lang="en"><head><title>Test</title>${STYLE}${head}</head><body>${body}</body></html>`;

    const test = (body) => async () => {
        user++;
        proxy = await Proxy.start(kairos);
        page = await browser.page();
        try {
            await body();
            assert.deepEqual(page.troubles, []);
            assert.deepEqual(browser.foreign, []);
        } finally {
            await page.context().close();
            proxy.close();
            site.content = {};
        }
    };

    await run({
        'a script tag fills all slots with one call and tells of the page': test(async () => {
            site.pages['/'] = html(tag(), SLOTS + '<p id="below">Below</p>');
            await page.addInitScript(() => {
                window.shift = 0;
                new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shift += value)))
                    .observe({ type: 'layout-shift', buffered: true });
            });
            await page.goto(site.url);
            await filled();
            assert.deepEqual(await slots(), [
                ['filled', 'Title of hero-welcome\nText of hero-welcome'],
                ['filled', 'Title of side-tip\nText of side-tip'],
            ]);
            assert.deepEqual(proxy.decides.map((call) => call.placements), [['home.hero', 'home.side']]);
            assert.equal(proxy.decides[0].context.page, '/');
            assert.equal(await page.evaluate(() => window.shift), 0);
            await screenshot(page, 'web-client');
            await until('the page', async () => (await counters(userId())).pages === 1);
        }),

        'a renderer that throws leaves its slot as it was, and the others filled': test(async () => {
            site.pages['/'] = html(`<script>
                window.show = async (slot, decision) => {
                    slot.textContent = 'half done';
                    if (decision.placement === 'home.hero') throw new Error('mistake of the page');
                    slot.textContent = decision.fragment;
                };
                </script>${tag('data-render="show"')}`, SLOTS);
            await page.goto(site.url);
            await filled(1);
            assert.deepEqual(await slots(), [['default', 'Our own hero'], ['filled', 'side-tip']]);
        }),

        'an impression needs half of the slot for a second; a click counts once': test(async () => {
            site.content['hero-welcome'] = { title: 'Welcome', link: '#more' };
            site.pages['/'] = html(tag(), `<div data-kairos="home.hero"></div>
                <div style="height: 3000px"></div><div data-kairos="home.side"></div>`);
            await page.goto(site.url);
            await filled();
            await page.click('.kairos-title');
            await page.click('.kairos-title');
            const counted = await until('an impression', async () => {
                const now = await counters(userId());
                return now.impressions && now.clicks && now;
            });
            assert.deepEqual([counted.impressions, counted.clicks], [1, 1]);
            await page.evaluate(() => document.querySelector('[data-kairos="home.side"]').scrollIntoView());
            await until('the other impression', async () => (await counters(userId())).impressions === 2);
        }),

        'content is text, and its link leads to pages alone': test(async () => {
            site.content['hero-welcome'] = {
                title: '<img src=x onerror="document.title = \'hacked\'">',
                text: '<script>document.title = "hacked"</script>',
                link: 'javascript:document.title="hacked"',
                html: '<b>html</b>',
            };
            site.pages['/'] = html(tag(), '<div data-kairos="home.hero"></div>');
            await page.goto(site.url);
            await filled(1);
            assert.equal(await page.$('[data-kairos] :is(a, img, script, b)'), null);
            assert.equal(await page.title(), 'Test');
        }),

        'the next decision sees what was told before': test(async () => {
            site.pages['/'] = html(tag(), SLOTS);
            await page.goto(site.url);
            await filled();
            await page.evaluate(async () => {
                kairos.track('Product Added', { product: 'p-1' });
                await kairos.flush();
                await kairos.page('Again');
            });
            assert.match((await slots())[0][1], /hero-cart/);
        }),

        'a route of a single-page app fills its slots anew, and nothing late of the old one': test(async () => {
            site.pages['/'] = html(tag(), `<main>${SLOTS}</main>`);
            await page.goto(site.url);
            await filled();
            await page.evaluate(() => {
                history.pushState({}, '', '/product?id=7');
                document.querySelector('main').innerHTML = '<div data-kairos="home.side">Aside</div>';
            });
            await until('a call', () => proxy.decides.length === 2);
            assert.deepEqual(proxy.decides[1].placements, ['home.side']);
            assert.equal(proxy.decides[1].context.page, '/product');
            await filled(1);
            await page.evaluate(() => {
                const late = document.createElement('div');
                late.dataset.kairos = 'home.hero';
                document.querySelector('main').append(late);
            });
            await filled(2);
            assert.deepEqual(proxy.decides[2].placements, ['home.hero']);
        }),

        'what a route has asked for and was left is not shown': test(async () => {
            site.pages['/'] = html(tag('data-auto="false"'), SLOTS);
            await page.goto(site.url);
            await page.waitForFunction(() => window.kairos?.decide);
            const answers = await page.evaluate(async () => {
                kairos.page('First'); // has no call before it
                const left = kairos.page('Second');
                const last = kairos.page('Third');
                return [await left, await last];
            });
            assert.deepEqual(answers.map((answer) => answer.decisions.map(({ reason }) => reason)), [
                ['CLIENT_ABORTED', 'CLIENT_ABORTED'], ['TARGETED', 'TARGETED']]);
            assert.match((await slots())[0][1], /hero-welcome/);
        }),

        'nothing is stored before a consent manager says so': test(async () => {
            const stored = () => page.evaluate(() => [document.cookie, ...Object.keys(localStorage)]);
            site.pages['/'] = html(`<script>
                const listeners = [];
                window.__tcfapi = (command, version, callback) => {
                    listeners.push(callback);
                    callback({ tcString: 'first', gdprApplies: true, eventStatus: 'cmpuishown', purpose: {} }, true);
                };
                window.choose = (granted) => listeners.forEach((told) => told({ tcString: 'second', gdprApplies: true,
                    eventStatus: 'useractioncomplete', purpose: { consents: { 1: granted } } }, true));
                </script>${tag('data-storage="true"')}`, SLOTS);
            await page.goto(site.url);
            await filled();
            assert.equal(proxy.decides[0].tcf, 'first');
            assert.deepEqual(await stored(), ['']);
            await page.evaluate(() => window.choose(true));
            const id = `kairos=${proxy.decides[0].anonymousId}`;
            // Besides the id, what has not arrived yet is stored.
            await until('the id alone', async () => (await stored()).join() === id);
            await page.evaluate(() => window.choose(false));
            assert.deepEqual(await stored(), ['']);
            await page.evaluate(() => kairos.page());
            assert.equal(proxy.decides[1].tcf, 'second');
        }),

        'Global Privacy Control and a page without leave keep nothing': test(async () => {
            site.pages['/'] = html(tag(), SLOTS);
            site.pages['/none'] = html(tag('data-storage="false"'), SLOTS);
            await page.goto(`${site.url}/none`);
            await filled();
            assert.equal(await page.evaluate(() => document.cookie), '');
            await page.goto(site.url);
            await filled();
            assert.notEqual(await page.evaluate(() => document.cookie), '');
            await page.addInitScript(() =>
                Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true }));
            await page.reload();
            await filled();
            assert.equal(await page.evaluate(() => document.cookie), '');
            await page.evaluate(() => {
                kairos.track('Delivered');
                kairos.consent({ offers: true }, true); // the page has asked
            });
            assert.match(await page.evaluate(() => document.cookie), /^kairos=/);
        }),

        'what a server has rendered is taken over without a call': test(async () => {
            site.pages['/'] = async (request) => {
                const answer = await decideOnServer({
                    url: kairos, userId: userId(), cookies: request.headers.cookie, timeoutMs: 3000,
                    placements: ['home.hero', 'home.side'], context: { page: '/' },
                });
                return html(answer.script + tag(), `<div data-kairos="home.hero" data-kairos-state="filled">
                    ${answer.of('home.hero').fragment}</div><div data-kairos="home.side">Our own side</div>`);
            };
            await page.goto(site.url);
            await filled();
            assert.deepEqual((await slots()).map(([, text]) => text),
                ['hero-welcome', 'Title of side-tip\nText of side-tip']);
            assert.equal(proxy.decides.length, 0);
            await until('impressions', async () => (await counters(userId())).impressions === 2);
            const first = await page.evaluate(() => document.cookie);
            await page.reload();
            assert.equal(await page.evaluate(() => document.cookie), first);
        }),

        'a module, calls that came before the script, and who somebody is': test(async () => {
            site.pages['/'] = html(`<script type="module">
                import { createKairos } from '${proxy.url}/kairos.mjs';
                const context = () => ({ plan: 'gold' });
                const client = createKairos({ url: '${proxy.url}', timeoutMs: 3000, context });
                client.identify('${userId()}', { plan: 'gold' });
                await client.flush();
                window.answer = await client.decide({ placements: ['home.hero', 'nowhere'], explain: true });
                client.track('Order Completed', { total: 7 }, { token: window.answer.decisions[0].token });
                client.outcome(window.answer.decisions[0].token, 'click');
                client.reset();
                await client.flush();
                client.close();
                window.done = true;
                </script><script>window.kairos = [(client) => (window.early = client)];</script>`, tag());
            await page.goto(site.url);
            await page.waitForFunction(() => window.done && window.early?.decide);
            const answer = await page.evaluate(() => window.answer);
            assert.deepEqual(answer.decisions.map(({ reason }) => reason), ['TARGETED', 'UNKNOWN_PLACEMENT']);
            assert.equal(answer.explanation.considered[0].action, 'welcome');
            const counted = await counters(userId());
            assert.deepEqual([counted.orders, counted.clicks], [1, 1]);
        }),
    });
    site.close();
});
