// Whether a page is served, and whether the browser sees when one asks for more than this machine has.
// node guard.mjs URL

import { inBrowser, screenshot, tell } from './browser.mjs';

await inBrowser(async (browser) => {
    const page = await browser.page();
    await page.goto(process.argv[2]);
    await screenshot(page, 'served');
    const text = await page.textContent('body');
    tell({ text: text.trim(), foreign: [...browser.foreign], troubles: [...page.troubles] });
    for (const url of ['http://elsewhere.example/a.js', 'https://elsewhere.example/b.js']) {
        await page.evaluate((src) => {
            const script = document.createElement('script');
            const loaded = new Promise((done) => (script.onload = script.onerror = done));
            document.head.append(Object.assign(script, { src }));
            return loaded;
        }, url);
    }
    await Promise.all([
        page.waitForEvent('pageerror'),
        page.evaluate(() => void setTimeout(() => missing.member)),
    ]);
    tell({ foreign: browser.foreign, troubles: page.troubles });
});
