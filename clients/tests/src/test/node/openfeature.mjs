// OpenFeature's provider for pages, as it is published, in a page of another origin, with the snippet of the guide:
//   node openfeature.mjs URL KEY
// Tells what the page sees after each step. "reload" and "stop" are told when the server is to do so; any line says that
// it is done.
import readline from 'node:readline';
import { inBrowser, tell } from './browser.mjs';
import { page, serve, snippet } from './pages.mjs';

const [kairos, key] = process.argv.slice(2);
const guide = snippet('clients/openfeature.md', 'js')
    .replace('https://kairos.example.com', kairos)
    .replace('WRITE-KEY', key)
    .replace('timeoutMs: 300', 'timeoutMs: 10_000') // tests assert nothing on time
    + 'Object.assign(window, { OpenFeature, client, hero, seen });';
const imports = {
    '@openfeature/core': '/node_modules/@openfeature/core/dist/esm/index.js',
    '@openfeature/ofrep-core': '/node_modules/@openfeature/ofrep-core/index.esm.js',
    '@openfeature/ofrep-web-provider': '/node_modules/@openfeature/ofrep-web-provider/index.esm.js',
    '@openfeature/web-sdk': '/node_modules/@openfeature/web-sdk/dist/esm/index.js',
};
const input = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

const site = await serve({ '/home': page(guide, imports) });
await inBrowser(async (browser) => {
    const shop = await browser.page();
    const calls = [];
    shop.on('response', (response) => {
        if (response.url().includes('/evaluate/flags') && response.request().method() === 'POST') {
            calls.push({ status: response.status(), tag: response.request().headers()['if-none-match'] ?? null });
        }
    });
    const look = async (step) => tell({ step, hero: await hero(shop), calls: calls.splice(0) });

    await shop.goto(`${site.url}/home`);
    await shop.waitForFunction(() => window.client);
    await look('first');

    await shop.evaluate(() => seen(hero));
    await context(shop, { targetingKey: 'c-42', page: '/home', basketValue: 500 });
    await look('another context');
    await context(shop, { targetingKey: 'c-42', page: '/home', basketValue: 600 });
    await look('nothing new');
    await context(shop, { targetingKey: 'a-1', anonymousId: 'a-1', page: '/home' });
    await look('another customer');

    await shop.evaluate(() => {
        window.changed = new Promise((told) => OpenFeature.addHandler('PROVIDER_CONFIGURATION_CHANGED', told));
    });
    tell({ step: 'reload' });
    await input.next();
    await shop.evaluate(() => window.changed);
    await look('another pack');
    tell({ step: 'quiet', troubles: shop.troubles.splice(0), foreign: browser.foreign });

    tell({ step: 'stop' });
    await input.next();
    const late = await browser.page();
    await late.goto(`${site.url}/home`);
    await late.waitForFunction(() => window.client);
    tell({ step: 'without a server', hero: await hero(late) });
});
site.close();
process.exit(0);

function hero(of) {
    return of.evaluate(() => client.getStringDetails('home.hero', 'our-own-hero'));
}

function context(of, value) {
    return of.evaluate((next) => OpenFeature.setContext(next), value);
}
