// A real browser for the scenarios beside this file: Chromium out of an npm package, without a window, and without a
// way out. Whatever it asks of a host that is not this machine goes to a proxy that notes the host and refuses.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

const PACKAGE = path.resolve('node_modules', '@sparticuz', 'chromium');
const FOLDER = path.resolve(`chromium-${JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'))).version}`);
const SCREENSHOTS = path.resolve('..', 'screenshots');

/** Hands a line of JSON to the test that has started this script. */
export function tell(line) {
    process.stdout.write(JSON.stringify(line) + '\n');
}

/**
 * Runs a scenario in a browser of its own, which is closed whatever happens.
 *
 * @param {(browser: Browser) => Promise<void>} scenario
 */
export async function inBrowser(scenario) {
    const browser = await Browser.start();
    try {
        await scenario(browser);
    } finally {
        await browser.close();
    }
}

export class Browser {
    /** Hosts that somebody has asked for, with their ports, and that are not this machine. */
    foreign = [];

    static async start() {
        const browser = new Browser();
        browser.guard = await guard(browser.foreign);
        await unpack();
        browser.chromium = await chromium.launch({
            executablePath: path.join(FOLDER, 'chromium'),
            proxy: { server: `http://127.0.0.1:${browser.guard.address().port}`, bypass: '127.0.0.1,localhost,[::1]' },
            args: ['--no-sandbox', '--disable-gpu', '--disable-domain-reliability', '--no-pings'],
            env: {
                ...process.env,
                FONTCONFIG_FILE: path.join(FOLDER, 'fonts.conf'),
                LD_LIBRARY_PATH: path.join(FOLDER, 'al2023', 'lib'),
            },
        });
        return browser;
    }

    /**
     * A page with storage of its own. What it complains of is in `page.troubles`: errors on its console, and those that
     * nobody caught.
     *
     * @param {import("playwright-core").BrowserContextOptions} [options] e.g. `{ viewport }`
     */
    async page(options = {}) {
        return watched(await (await this.chromium.newContext(options)).newPage());
    }

    async close() {
        await this.chromium.close();
        this.guard.close();
        this.guard.closeAllConnections();
    }
}

/** Notes in `page.troubles` what a page complains of. */
export function watched(page) {
    page.troubles = [];
    page.on('console', (message) => {
        if (message.type() === 'error') page.troubles.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => page.troubles.push(`uncaught: ${error.stack ?? error}`));
    return page;
}

/** Keeps a picture as `target/screenshots/NAME.png`: of the whole page, unless the options say otherwise. */
export async function screenshot(page, name, options = {}) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true, ...options });
}

/** A proxy that lets nobody through. */
async function guard(foreign) {
    const proxy = http.createServer((request, response) => {
        foreign.push(new URL(request.url).host);
        response.writeHead(403).end();
    });
    proxy.on('connect', (request, socket) => {
        foreign.push(request.url);
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening));
    return proxy;
}

/** Makes the folder with the browser, its fonts and libraries, which the package has compressed, if it is not there. */
async function unpack() {
    if (existsSync(FOLDER)) return;
    const partial = `${FOLDER}.${process.pid}`;
    mkdirSync(partial);
    process.env.TMPDIR = partial; // where the package unpacks to
    const { default: packed, inflate } = await import('@sparticuz/chromium');
    await packed.executablePath();
    await inflate(path.join(PACKAGE, 'bin', 'al2023.tar.br')); // the libraries
    delete process.env.TMPDIR;
    writeFileSync(path.join(partial, 'fonts.conf'), fontsIn(path.join(FOLDER, 'fonts')));
    try {
        renameSync(partial, FOLDER);
    } catch (error) {
        if (!existsSync(FOLDER)) throw error; // else another script was faster
        rmSync(partial, { recursive: true });
    }
}

function fontsIn(folder) {
    return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
    <dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}-cache</cachedir>
</fontconfig>
`;
}
