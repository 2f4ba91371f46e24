import type { Answer, Consent, Context, Decision } from './types';
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
export declare function decideOnServer(options: ServerOptions): Promise<ServerAnswer>;
