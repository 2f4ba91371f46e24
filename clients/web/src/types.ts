/** Why a placement got its answer; those that begin with `CLIENT_` are said by this client, when it had none. */
export type Reason =
    | 'TARGETED' | 'NO_PROPOSAL' | 'NO_CONSENT' | 'NOT_VALID' | 'CAPPED' | 'HOLDOUT' | 'SUPPRESSED' | 'OUTRANKED'
    | 'NO_TREATMENT' | 'DEADLINE' | 'UNKNOWN_PLACEMENT' | ClientReason;

/** Too late; the page or the route was left; no connection, or refused by CORS; no 200; no JSON that means anything. */
export type ClientReason =
    'CLIENT_TIMEOUT' | 'CLIENT_ABORTED' | 'CLIENT_NETWORK' | 'CLIENT_STATUS' | 'CLIENT_UNREADABLE';

/** What to show in one placement. Without a `fragment`, it is what the page shows by itself. */
export interface Decision {
    placement: string;
    action?: string;
    fragment?: string;
    reason: Reason;
    /** Whether it is what the placement shows when nothing suits. */
    fallback: boolean;
    /** To be given back with the outcome. */
    token?: string;
}

/** One decision for each placement that was asked for, in that order. */
export interface Answer {
    /** Empty when Kairos did not answer. */
    decisionId: string;
    pack: string;
    /** Time was up: this is the best so far. */
    degraded: boolean;
    decisions: Decision[];
    /** There when the call asked to explain. */
    explanation?: Explanation;
}

export interface Explanation {
    known?: boolean;
    locale?: string;
    context?: Record<string, unknown>;
    /** Each action that was considered, the highest score first. */
    considered?: ConsideredAction[];
    consent?: Record<string, DecidingConsent>;
    /** By purpose, the statement that decided. */
    purposes?: Record<string, DecidingConsent>;
    rulesFired?: RuleName[];
    faults?: { rule?: RuleName; message?: string }[];
    stepsMicros?: Record<string, number>;
    profile?: Record<string, unknown>;
    household?: Record<string, unknown>;
    company?: Record<string, unknown>;
    [more: string]: unknown;
}

export interface ConsideredAction {
    action: string;
    onlyFor?: string;
    reason: Reason;
    gate?: string;
    stoppedBy?: string;
    score?: number;
    factors?: Record<string, number>;
    because?: string;
    rule?: RuleName;
}

export interface DecidingConsent {
    from?: 'call' | 'profile' | 'catalogue';
    status?: ConsentStatus;
    at?: string;
    evidence?: string;
}

export interface RuleName {
    name?: string;
    file?: string;
    line?: number;
}

export type ConsentStatus = 'granted' | 'denied' | 'withdrawn';

/** What a customer says, by purpose of the pack. */
export type Consent = Record<string, boolean | { status: ConsentStatus; at?: string; evidence?: string }>;

export type Context = Record<string, unknown>;

export type Outcome = 'impression' | 'click' | 'conversion' | 'dismissal' | 'rejection';

/**
 * Puts a decision into its slot. When it throws, or is not done when the slot's time is up, the page's own content is
 * put back; `signal` tells of the latter.
 */
export type Render = (slot: HTMLElement, decision: Decision, signal: AbortSignal) => void | Promise<void>;

export interface DecideRequest {
    placements: string[];
    /** More than the client's own; the same names win over it. */
    context?: Context;
    locale?: string;
    /** How long this call may take, in all. */
    timeoutMs?: number;
    explain?: boolean;
    dryRun?: boolean;
}

export interface Options {
    /** Where Kairos is; the page's own origin when there is none. */
    url?: string;
    /** A write key, never a secret one. */
    key?: string;
    /** `web` unless said. */
    channel?: string;
    /** What each slot waits before it shows what the page has in it: 300 unless said. */
    timeoutMs?: number;
    /** What rules may look at, besides `page`, the path. A function is asked before each call. */
    context?: Context | (() => Context);
    locale?: string;
    /** Whom the page knows already. */
    userId?: string;
    /** What the customer has said. */
    consent?: Consent;
    /**
     * Whether the page has leave to keep things in the browser. `false` keeps nothing; `true` is no answer to a consent
     * manager, which is asked all the same. Unless said: if Global Privacy Control is off.
     */
    storage?: boolean;
    render?: Render;
    /** An endpoint for a ready renderer, when there is no `render`: `/content/{fragment}.json`. */
    content?: string;
    /** Lets the `html` of that endpoint into the page as it is. */
    html?: boolean;
    /** Fills slots when the page is there, when new ones appear, and anew on each route; and tells of each page. */
    auto?: boolean;
    /** Asks to explain what is filled. */
    explain?: boolean;
    /** Told of each answer to `fill`. */
    onAnswer?: (answer: Answer) => void;
    /** Told of what went wrong and was not let out. */
    onError?: (error: unknown) => void;
}

/** What `content` gives for a fragment. */
export interface Content {
    title?: string;
    text?: string;
    image?: string;
    alt?: string;
    /** Makes it all one link, if it is http, https or of this site. */
    link?: string;
    label?: string;
    html?: string;
}

/** None of these throws or rejects. Those that tell something say whether it was taken. */
export interface Kairos {
    decide(request: DecideRequest): Promise<Answer>;
    /** Fills the slots in `root` that are not filled yet, with one call. */
    fill(root?: ParentNode): Promise<Answer>;
    /** A new page or route: tells it, stops what the old one waits for, and fills all slots anew. */
    page(name?: string, properties?: Context): Promise<Answer>;
    /** With a `token`, the event is the conversion of that decision. */
    track(event: string, properties?: Context, options?: { token?: string }): boolean;
    identify(userId: string, traits?: Context): boolean;
    outcome(token: string, outcome: Outcome): boolean;
    /** Says what the customer has said; `storage` as in the options. */
    consent(purposes: Consent, storage?: boolean): boolean;
    /** Somebody else sits here now: a new anonymous id, no user. */
    reset(): void;
    /** True when all that was told has arrived and the next decision sees it. */
    flush(): Promise<boolean>;
    /** Calls back with this client, as it would have if it had not been loaded yet. */
    push(use: (kairos: Kairos) => void): void;
    close(): void;
}
