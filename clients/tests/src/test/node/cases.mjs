// Runs the cases of a scenario, one after the other, and tells what became of each.

import { tell } from './browser.mjs';

/** @param {Record<string, () => Promise<void>>} cases by what they show */
export async function run(cases) {
    const only = process.env.CASE;
    for (const [name, run] of Object.entries(cases)) {
        if (only && !name.includes(only)) continue;
        try {
            await run();
            tell({ name, passed: true });
        } catch (error) {
            tell({ name, passed: false, error: String(error?.stack ?? error) });
        }
    }
}

/** Asks again until the answer is what is wanted; a bound against hanging, not an assertion on time. */
export async function until(what, ask) {
    const end = Date.now() + 20_000;
    for (;;) {
        const answer = await ask();
        if (answer) return answer;
        if (Date.now() > end) throw new Error(`waited in vain for ${what}: ${JSON.stringify(answer)}`);
        await new Promise((later) => setTimeout(later, 50));
    }
}
