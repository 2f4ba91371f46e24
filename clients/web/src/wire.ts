import type { Answer, ClientReason, Decision } from './types';

/** What is shown when there is no answer. */
export const unanswered = (placements: string[], reason: ClientReason = 'CLIENT_NETWORK'): Answer => ({
    decisionId: '',
    pack: '',
    degraded: true,
    decisions: placements.map((placement) => none(placement, reason)),
});

const none = (placement: string, reason: ClientReason): Decision => ({ placement, reason, fallback: true });

export const of = (decisions: Decision[], placement: string): Decision | undefined =>
    decisions.find((one) => one.placement === placement);

/** One decide call. Never rejects; `signal` is aborted with a reason of ours. */
export async function ask(
    url: string,
    key: string | undefined,
    body: { placements: string[]; [more: string]: unknown },
    signal: AbortSignal,
): Promise<Answer> {
    let reason: ClientReason | undefined;
    if (!body.placements.length) return unanswered([]);
    try {
        const response = await fetch(url + '/v1/decide', {
            method: 'POST',
            headers: key ? { 'x-api-key': key } : {}, // without one there is nothing to ask leave for beforehand
            body: JSON.stringify(body),
            signal,
        });
        reason = 'CLIENT_STATUS';
        if (response.ok) {
            reason = 'CLIENT_UNREADABLE';
            const answer = (await response.json()) as Answer;
            answer.decisions = body.placements.map(
                (placement) => of(answer.decisions, placement) || none(placement, reason!),
            );
            return answer;
        }
    } catch {
        if (signal.aborted) reason = signal.reason;
    }
    return unanswered(body.placements, reason);
}

/** 128 bits of chance, in any context: `randomUUID` is for secure ones. */
export const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

export const COOKIE = 'kairos';

/** The anonymous id in what a browser says of its cookies. */
export const idIn = (cookies: string): string | undefined =>
    /(?:^|; *)kairos=([\w-]+)/.exec(cookies)?.[1];

/** Where a page that was rendered by a server has the answer for it. */
export const STATE = 'kairos-state';

export interface State {
    anonymousId: string;
    answer: Answer;
}
