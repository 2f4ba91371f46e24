import type { Answer, Consent, Context, Decision } from './types';
import { ask, idIn, newId, of, State, STATE } from './wire';

export type * from './types';

export interface ServerOptions {
    url: string;
    /** A write key is enough. */
    key?: string;
    placements: string[];
    /** The request's `Cookie` header: has the anonymous id, if the browser has one. */
    cookies?: string;
    userId?: string;
    channel?: string;
    context?: Context;
    locale?: string;
    consent?: Consent;
    tcf?: string;
    timeoutMs?: number;
}

export interface ServerAnswer extends Answer {
    anonymousId: string;
    /** By placement. */
    of(placement: string): Decision | undefined;
    /** For the page, before the client's script: lets the client in the browser take over without another call. */
    script: string;
}

/** Decides while a page is made. Never rejects: without an answer in time the page shows what it has. */
export async function decideOnServer(options: ServerOptions): Promise<ServerAnswer> {
    const { url, key, cookies = '', timeoutMs = 300, channel = 'web', ...body } = options;
    const anonymousId = idIn(cookies) || newId();
    const control = new AbortController();
    const timer = setTimeout(() => control.abort('CLIENT_TIMEOUT'), timeoutMs);
    const answer = await ask(url.replace(/\/$/, ''), key, { ...body, channel, anonymousId }, control.signal);
    clearTimeout(timer);
    const state: State = { anonymousId, answer };
    const json = JSON.stringify(state).replace(/</g, '\\u003c'); // nothing in it ends the element that it stands in
    return {
        ...answer,
        anonymousId,
        of: (placement) => of(answer.decisions, placement),
        script: `<script type="application/json" id="${STATE}">${json}</script>`,
    };
}
