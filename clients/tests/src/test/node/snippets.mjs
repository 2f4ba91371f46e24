// Runs what the pages on clients show: node snippets.mjs ADDRESS-IN-PAGES ADDRESS
// Reads lines of JSON {kind, where, code}, and tells {troubles, said} of each.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { inBrowser, tell } from './browser.mjs';
import { Site } from './site.mjs';

const [inPages, address] = process.argv.slice(2);
const PATIENCE_MS = 20_000;

// As `npm install kairos-web` would leave it.
const installed = path.resolve('node_modules', 'kairos-web');
rmSync(installed, { recursive: true, force: true });
mkdirSync(installed, { recursive: true });
for (const part of ['package.json', 'dist']) {
    cpSync(path.resolve('..', '..', '..', 'web', part), path.join(installed, part), { recursive: true });
}

const site = await Site.start();
site.pages['/favicon.ico'] = '';

await inBrowser(async (browser) => {
    for await (const line of readline.createInterface({ input: process.stdin })) {
        const { kind, where, code } = JSON.parse(line);
        const ours = code.replaceAll(inPages, address);
        tell(await (where === 'page' ? onPage(browser, kind, ours) : inNode(ours)));
    }
});

async function onPage(browser, kind, code) {
    site.pages['/'] = kind === 'html' ? document(code) : document(`
        <div data-kairos="home.hero">Ours</div>
        <script type="module">\n${code}\n</script>`);
    const page = await browser.page();
    await page.goto(site.url);
    await page.waitForLoadState('networkidle');
    const troubles = [...page.troubles, ...browser.foreign.map((host) => `asked ${host}`)];
    if (kind === 'html' && code.includes('data-kairos=') && !(await page.$('[data-kairos-state=filled]'))) {
        troubles.push('no slot is filled');
    }
    const said = await page.innerText('body');
    await page.context().close();
    return { troubles, said };
}

function document(body) {
    return /^\s*<!doctype/i.test(body)
        ? body
        : `<!doctype html><html lang="en"><title>Snippet</title><body>${body}</body></html>`;
}

/** As a module, in a process of its own that must end well. */
async function inNode(code) {
    const file = path.resolve('snippet.mjs');
    writeFileSync(file, code);
    const child = spawn(process.execPath, [file], { timeout: PATIENCE_MS, killSignal: 'SIGKILL' });
    let said = '';
    child.stdout.on('data', (some) => (said += some));
    child.stderr.on('data', (some) => (said += some));
    const status = await new Promise((ended) => child.on('close', (code, signal) => ended(code ?? signal)));
    return { troubles: status === 0 ? [] : [`ended with ${status}`], said };
}
