import { createPermit } from './permit';
import { createQueue } from './queue';
import { contentRenderer, createSlots, UNFILLED } from './slots';
import type { Answer, Consent, Context, DecideRequest, Kairos, Options, Outcome } from './types';
import { ask, COOKIE, idIn, newId, of, State, STATE, unanswered } from './wire';

const YEAR_S = 31_536_000;

/** A client for one page. What goes wrong in it never leaves it. */
export function createKairos(options: Options = {}): Kairos {
    const { key, channel = 'web', timeoutMs = 300, onAnswer } = options;
    const url = (options.url || '').replace(/\/$/, '');
    let userId = options.userId;
    let anonymousId: string | undefined;
    const context = () => (typeof options.context === 'function' ? options.context() : options.context);
    let statements: Consent = { ...options.consent };
    let calls = new AbortController();
    let path: string | undefined;
    let scheduled: ReturnType<typeof setTimeout> | undefined;
    const closing = new AbortController();
    const { signal } = closing;

    const failed = (error: unknown) => {
        try {
            options.onError?.(error);
        } catch {
            // It has had its chance.
        }
    };
    /** Lets nothing out of a function but what it returns. */
    const safe =
        <A extends unknown[], R, E = undefined>(run: (...args: A) => R, otherwise?: E) =>
        (...args: A): R | E => {
            try {
                return run(...args);
            } catch (error) {
                failed(error);
                return otherwise as E;
            }
        };
    const on = (target: EventTarget, name: string, run: (event: Event) => void) =>
        target.addEventListener(name, safe(run), { signal });

    const state = safe((): State | undefined => {
        const element = document.getElementById(STATE);
        return element ? JSON.parse(element.textContent!) : undefined;
    })();
    /** What a server has decided for this page. */
    let given = state?.answer.decisionId ? state.answer.decisions : [];

    const queue = createQueue(
        url + '/v1/batch',
        (events) => {
            const tcString = permit.tcf();
            return `{"batch":${events},${JSON.stringify({
                sentAt: new Date().toISOString(),
                writeKey: key,
                context: { consent: { tcString, gpc: permit.gpc || undefined } },
            }).slice(1)}`;
        },
        failed,
    );
    const cookie = (value: string, seconds: number) => {
        const secure = location.protocol === 'https:' ? ';secure' : '';
        document.cookie = `${COOKIE}=${value};path=/;max-age=${seconds};samesite=lax${secure}`;
    };
    const permitted = safe((may: boolean | undefined) => {
        if (signal.aborted) return;
        if (may) {
            queue.keep();
            anonymousId = idIn(document.cookie) || id();
            cookie(anonymousId, YEAR_S);
        } else if (may === false) {
            queue.forget();
            if (idIn(document.cookie)) cookie('', 0);
        }
    });
    const id = () => (anonymousId ??= state?.anonymousId || newId());

    const permit = createPermit(options.storage, permitted);

    const tell = safe(
        (type: string, more: object) =>
            queue.add({
                timestamp: new Date().toISOString(),
                messageId: newId(),
                ...{ type, userId, anonymousId: id(), channel },
                ...more,
            }),
        false,
    );

    const decide = async (request: DecideRequest): Promise<Answer> => {
        const { placements = [], timeoutMs: ms = timeoutMs, ...more } = request || {};
        const control = new AbortController();
        const { signal } = control;
        calls.signal.addEventListener('abort', () => control.abort('CLIENT_ABORTED'), { signal });
        const timer = setTimeout(() => control.abort('CLIENT_TIMEOUT'), ms);
        await Promise.race([permit.known, new Promise((late) => (signal.onabort = late))]);
        const body = {
            userId,
            anonymousId: id(),
            channel,
            consent: statements,
            tcf: permit.tcf(),
            locale: options.locale,
            ...more,
            placements,
            context: { page: location.pathname, ...safe(context)(), ...more.context },
        };
        const answer = await ask(url, key, body, signal);
        clearTimeout(timer);
        control.abort();
        return answer;
    };

    const renderer = options.render || (options.content ? contentRenderer(options.content, options.html) : undefined);
    const outcome = safe(
        (token: string, what: Outcome) =>
            tell('track', { event: 'Kairos ' + what[0].toUpperCase() + what.slice(1), properties: { token } }),
        false,
    );
    const slots = createSlots(timeoutMs, renderer, outcome, failed);

    /** What is decided already is not asked for again. */
    const decideOnce = async (placements: string[], ms: number): Promise<Answer> => {
        const decided = given;
        given = [];
        const answer = await decide({
            placements: placements.filter((placement) => !of(decided, placement)),
            timeoutMs: ms,
            explain: options.explain,
        });
        return { ...answer, decisions: decided.concat(answer.decisions) };
    };
    const fill = async (root: ParentNode = document): Promise<Answer> => {
        try {
            const answer = await slots.fill(root, decideOnce);
            if (answer.decisions.length) onAnswer?.(answer);
            return answer;
        } catch (error) {
            failed(error);
            return unanswered([]);
        }
    };
    const here = () => location.pathname + location.search;
    const left = () => {
        calls.abort();
        calls = new AbortController();
    };
    const page = async (name?: string, properties?: Context): Promise<Answer> => {
        tell('page', { name, properties: { path: location.pathname, title: document.title, ...properties } });
        if (path !== undefined) {
            left();
            slots.renew();
        }
        path = here();
        return fill();
    };
    /** After what is under way: a framework first tells the route, then draws it. */
    const soon = () => {
        clearTimeout(scheduled);
        scheduled = setTimeout(() => signal.aborted || (path === here() ? fill() : page()));
    };
    const follow = () => {
        page();
        const observer = new MutationObserver(() => (path !== here() || document.querySelector(UNFILLED)) && soon());
        observer.observe(document, { childList: true, characterData: true, subtree: true });
        on(signal, 'abort', () => observer.disconnect());
        on(window, 'popstate', soon);
    };

    on(window, 'pagehide', () => {
        left();
        queue.leave();
    });
    on(document, 'visibilitychange', () => queue.flush());
    on(window, 'online', () => queue.flush());

    const kairos: Kairos = {
        decide,
        fill,
        page,
        track: (event, properties, more) =>
            tell('track', { event, properties: { ...properties, kairosToken: more?.token } }),
        identify: (user, traits) => tell('identify', { userId: (userId = user), traits }),
        outcome,
        consent(purposes, storage) {
            statements = { ...statements, ...purposes };
            permit.set(storage);
            return tell('track', { event: 'Consent Changed', consent: purposes });
        },
        reset: safe(() => {
            userId = undefined;
            statements = {};
            anonymousId = newId();
            if (permit.may()) cookie(anonymousId, YEAR_S);
        }),
        flush: () => queue.flush(true),
        push: safe((use) => use(kairos)),
        close() {
            closing.abort();
            left();
            queue.close();
            slots.close();
        },
    };
    if (options.auto) {
        if (document.readyState === 'loading') on(document, 'DOMContentLoaded', follow);
        else safe(follow)();
    }
    return kairos;
}
