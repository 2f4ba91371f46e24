// Segment's and RudderStack's clients for pages, as they are published, in a page of another origin, with the snippets
// of the guide:
//   node analytics.mjs segment|rudderstack batching|single URL KEY EVENTS
// The page gives the client half of the events, and the other half just before it is left for the next page, which has the
// client too, as all pages of a site have. Tells what the server has answered by then, what was asked of other hosts and
// what the page complained of, and goes on until it is told a line.
import readline from 'node:readline';
import { inBrowser, tell } from './browser.mjs';
import { page, serve, snippet } from './pages.mjs';

const [client, way, kairos, key, events] = process.argv.slice(2);
const script = '/node_modules/@segment/analytics-next/dist/umd/index.js';
const imports = {
    '@segment/analytics-next': '/segment.mjs',
    '@rudderstack/analytics-js/bundled': '/node_modules/@rudderstack/analytics-js/dist/npm/modern/bundled/esm/index.mjs',
};
/** Its build for pages is a script. */
const segment = `
await new Promise((loaded) => {
    document.head.append(Object.assign(document.createElement('script'), { src: '${script}', onload: loaded }));
});
export const { AnalyticsBrowser } = window.AnalyticsNext;`;

const shown = page(guide(), imports);
const site = await serve({ '/shop': shown, '/next': shown, '/segment.mjs': segment });
await inBrowser(async (browser) => {
    const shop = await browser.page();
    const answers = {};
    const seen = (request, what) => {
        if (request.url().startsWith(kairos)) {
            const line = `${request.method()} ${new URL(request.url()).pathname} ${what}`;
            answers[line] = (answers[line] ?? 0) + 1;
        }
    };
    shop.on('response', (response) => seen(response.request(), response.status()));
    shop.on('requestfailed', (request) => seen(request, request.failure().errorText));

    // A client that is refused says so with its first request, which may be before the page is there.
    const refused = shop.waitForEvent('requestfailed', (request) => request.url().startsWith(kairos));
    await shop.goto(`${site.url}/shop`);
    await shop.waitForFunction(() => window.analytics);
    const half = Math.floor(events / 2);
    // Once some have been sent, the client is ready; or it is refused for good.
    const first = shop.waitForEvent('response', (response) => response.request().method() === 'POST'
        && response.url().startsWith(kairos));
    await give(shop, 1, half);
    await Promise.any([first, refused]);
    await give(shop, half + 1, Number(events));
    await shop.goto(`${site.url}/next`);
    await shop.waitForFunction(() => window.analytics);
    tell({ answers, foreign: browser.foreign, troubles: shop.troubles });
    await readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]().next();
});
site.close();
process.exit(0);

function give(of, from, to) {
    return of.evaluate(([first, last]) => {
        for (let n = first; n <= last; n++) {
            window.analytics.track('Delivered', { n, square: n * n });
        }
    }, [from, to]);
}

function guide() {
    let text = snippet('clients/segment.md', 'js', client === 'segment' ? 0 : 1)
        .replaceAll('https://kairos.example.com', kairos)
        .replace('kairos.example.com', new URL(kairos).host)
        .replace("'https'", "'http'")
        .replaceAll('WRITE-KEY', key)
        .replace('c-42', `${client}-${way}`);
    if (way === 'single') {
        text = text.replace(/ *deliveryStrategy.*\n/, '').replace('useBeacon: true', 'useBeacon: false');
    }
    return `${text}\nwindow.analytics = analytics;`;
}
