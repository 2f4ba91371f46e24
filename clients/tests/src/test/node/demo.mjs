// The demo's site as somebody uses it: by mouse, by keyboard, on a phone.
// node demo.mjs URL

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { inBrowser, screenshot, tell } from './browser.mjs';

const url = process.argv[2];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = ['/', '/products', '/service'];
const DESKTOP = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', locale: 'en-GB' };
const PHONE = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', isMobile: true, hasTouch: true };

const fills = (page) => page.evaluate(() => Number(document.body.dataset.fills ?? 0));
/** Waits until the slots are filled, for the first time or again. */
const filled = (page, before = 0) =>
    page.waitForFunction((count) => Number(document.body.dataset.fills ?? 0) > count, before);
async function open(page, path) {
    await page.goto(url + path);
    await filled(page);
}
/** Does something that the slots follow. */
async function doing(page, act) {
    const before = await fills(page);
    await act();
    await filled(page, before);
}
const text = async (page, placement) =>
    (await page.locator(`[data-kairos="${placement}"] .slot-text`).innerText()).trim();
const title = async (page, placement) =>
    (await page.locator(`[data-kairos="${placement}"] .slot-title`).innerText()).trim();
const why = (page, placement) => page.locator(`.placed:has([data-kairos="${placement}"]) .why`);
const explained = (page, placement) => page.locator(`[data-why="${placement}"]`);

async function become(page, name) {
    await page.getByLabel('You are').selectOption({ label: name });
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Switch' }).click()]);
    await filled(page);
}

async function violations(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run());
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How much has moved since the page was opened, besides what the customer has done. */
const shifted = (page) =>
    page.evaluate(
        () =>
            new Promise((done) => {
                let sum = 0;
                new PerformanceObserver((list) => {
                    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
                }).observe({ type: 'layout-shift', buffered: true });
                requestAnimationFrame(() => setTimeout(() => done(sum)));
            }),
    );

/** Keeps a picture of the whole page, or of what is seen of it, which is where the drawer is. */
const picture =
    (page, start) =>
    (name, whole = true) =>
        screenshot(page, start + name, { fullPage: whole });

const scenarios = {
    async looks(page, show) {
        for (const path of PAGES) {
            await open(page, path);
            const closed = await violations(page);
            const shift = await shifted(page);
            await show(`page-${path.slice(1) || 'home'}`);
            await page.locator('.opener').click();
            await page.locator('#drawer .steps').waitFor();
            const opened = await violations(page);
            await show(`page-${path.slice(1) || 'home'}-explained`, false);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
            tell({ path, closed, opened, shift, wide });
        }
    },

    async touchpoint(page, show) {
        await become(page, 'Ana');
        await open(page, '/products');
        const before = await title(page, 'product.hero');
        await doing(page, () => page.getByRole('button', { name: 'Add to cart Car loan' }).click());
        const after = await title(page, 'product.hero');
        const said = await page.locator('#announcer').innerText();
        await show('cart');
        await open(page, '/');
        const home = await title(page, 'home.hero');
        await why(page, 'home.hero').click();
        const because = await explained(page, 'home.hero').locator('.because').innerText();
        await open(page, '/products');
        await doing(page, () => page.getByRole('button', { name: 'Empty the cart' }).click());
        tell({ before, after, said, home, because, emptied: await title(page, 'product.hero') });
    },

    async consent(page, show) {
        await become(page, 'Tiago');
        await open(page, '/service');
        const before = await title(page, 'service.hero');
        const offers = page.getByLabel('Our own offers');
        const partners = page.getByLabel('Partners’ offers');
        await doing(page, () => offers.uncheck());
        await doing(page, () => partners.uncheck());
        const withdrawn = await title(page, 'service.hero');
        await why(page, 'service.hero').click();
        await show('consent-withdrawn', false);
        const reason = await explained(page, 'service.hero').locator('summary').first().innerText();
        const stopped = await explained(page, 'service.hero').locator('.why-not .reason').allInnerTexts();
        const counted = await page.locator('.purposes').innerText();
        await open(page, '/service');
        const remembered = await offers.isChecked();
        await doing(page, () => offers.check());
        tell({ before, withdrawn, reason, stopped, counted, remembered, given: await title(page, 'service.hero') });
    },

    async dispute(page, show) {
        await become(page, 'Sofia');
        await open(page, '/service');
        const before = await title(page, 'service.hero');
        await doing(page, () => page.getByRole('button', { name: 'Not mine Streamly Ltd' }).click());
        const alert = await text(page, 'account.alert');
        const hero = await title(page, 'service.hero');
        await why(page, 'service.hero').click();
        await page.locator('#drawer .path .stage').first().waitFor();
        await page.evaluate(() => scrollTo(0, 0));
        await show('dispute', false);
        const stopped = await explained(page, 'service.hero').locator('.why-not .reason').allInnerTexts();
        const because = await explained(page, 'service.hero').locator('.because').innerText();
        const score = await explained(page, 'service.hero').locator('.score').innerText();
        const stages = await page.locator('#drawer .stages li').allInnerTexts();
        const path = await page.locator('#drawer .path li').allInnerTexts();
        const steps = await page.locator('#drawer .steps th').allInnerTexts();
        await page.keyboard.press('Escape');
        await doing(page, () => page.getByRole('button', { name: 'Send the documents' }).click());
        await page.locator('#dispute-documents').waitFor({ state: 'hidden' });
        const review = await page.locator('#dispute-stage').innerText();
        await doing(page, () => page.getByRole('button', { name: 'It was mine after all' }).click());
        tell({ before, alert, hero, stopped, because, score, stages, path, steps, review });
        tell({ over: await title(page, 'service.hero'), alert: await text(page, 'account.alert') });
    },

    async keyboard(page) {
        const focus = () => page.evaluate(() => document.activeElement.closest('[id], [data-why], .placed')?.id ?? '');
        const press = (key) => page.keyboard.press(key);
        /** Tabs on until something with this name has the focus. */
        const tabTo = async (name) => {
            for (let i = 0; i < 60; i++) {
                await press('Tab');
                const at = await page.evaluate(() => document.activeElement.textContent.trim());
                if (at.startsWith(name)) return true;
            }
            return false;
        };
        await open(page, '/');
        await press('Tab');
        const skip = await page.evaluate(() => document.activeElement.textContent);
        await press('Enter');
        const skipped = await focus();
        await page.evaluate(() => document.activeElement.blur());
        await page.getByLabel('You are').focus();
        await page.keyboard.type('Paul');
        await press('Tab');
        await Promise.all([page.waitForEvent('load'), press('Enter')]);
        await filled(page);
        const account = await page.locator('#account-title').innerText();
        const reached = await tabTo('Why this? Notices');
        await press('Enter');
        const inside = await page.evaluate(() => document.activeElement.closest('[data-why]')?.dataset.why);
        await press('Enter');
        const folded = await explained(page, 'account.alert').evaluate((details) => !details.open);
        await press('Escape');
        const back = await page.evaluate(() => document.activeElement.textContent);
        const closed = await page.locator('#drawer').isHidden();
        await open(page, '/products');
        await tabTo('Add to cart Term deposit');
        await doing(page, () => press('Space'));
        const kept = await page.evaluate(() => document.activeElement.textContent);
        tell({ skip, skipped, account, reached, inside, folded, back, closed, kept });
    },
};

async function phone(browser) {
    const page = await browser.page({ ...PHONE, colorScheme: 'dark' });
    page.setDefaultTimeout(30_000);
    await scenarios.looks(page, picture(page, 'demo-phone-'));
    await open(page, '/');
    await why(page, 'home.hero').tap();
    const sheet = await page.locator('#drawer').boundingBox();
    await picture(page, 'demo-phone-')('sheet', false);
    await page.getByRole('button', { name: 'Close' }).tap();
    tell({ sheet, closed: await page.locator('#drawer').isHidden(), troubles: page.troubles });
}

await inBrowser(async (browser) => {
    for (const [name, scenario] of Object.entries(scenarios)) {
        const page = await browser.page(DESKTOP);
        page.setDefaultTimeout(30_000);
        tell({ scenario: name });
        if (name !== 'looks') await open(page, '/');
        await scenario(page, picture(page, 'demo-'));
        tell({ troubles: page.troubles });
        await page.context().close();
    }
    tell({ scenario: 'phone' });
    await phone(browser);
    tell({ foreign: browser.foreign });
});
