/** Touchpoints until they have arrived: in memory and, where that is permitted, in storage, each under its own id. */
export interface Queue {
    /** Whether there was room for it. */
    add(event: { timestamp: string; messageId: string }): boolean;
    /** Sends what is there. True when all has arrived. */
    flush(applied?: boolean): Promise<boolean>;
    /** Hands all to the browser, since the page goes away. What is stored stays so: nobody tells whether it arrives. */
    leave(): void;
    /** Takes over what earlier pages have left, and stores from now on. */
    keep(): void;
    /** Takes everything out of storage, and stores no more. */
    forget(): void;
    close(): void;
}

const PREFIX = 'kairos.e.';
const MOST = 100;
const LONGEST = 10_000;
/** Of bytes of UTF-8, a third at worst of what browsers send for a page that is gone. */
const TOGETHER = 20_000;
const OUTDATED_MS = 72_000_000;
const LONGEST_WAIT_MS = 30_000;

/** @param body of a call with these events, which are JSON */
export function createQueue(url: string, body: (events: string) => string, failed: (error: unknown) => void): Queue {
    const waiting = new Map<string, string>();
    let keeping = false;
    let untilApplied = false;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let sending: Promise<boolean> | undefined;

    const store = (id: string, event?: string) => {
        try {
            if (event) localStorage.setItem(PREFIX + id, event);
            else localStorage.removeItem(PREFIX + id);
        } catch {
            // Blocked or full: memory has it.
        }
    };
    const later = (ms: number) => {
        clearTimeout(timer);
        timer = setTimeout(flush, ms);
    };
    /** The oldest that go together, from a place on. */
    const next = (from: number): [string, string][] => {
        let length = 0;
        const rest = [...waiting].slice(from);
        const end = rest.findIndex(([, event]) => (length += event.length) > TOGETHER);
        return end < 0 ? rest : rest.slice(0, end || 1);
    };
    const text = (events: [string, string][]) => body('[' + events.map(([, event]) => event) + ']');

    /** What to wait for before the next try; 0 when it is over, well or not. */
    const post = async (events: [string, string][]): Promise<number> => {
        let retryAfter = 0;
        try {
            const response = await fetch(url + (untilApplied ? '?wait=applied' : ''), {
                method: 'POST',
                keepalive: true,
                body: text(events),
                signal: AbortSignal.timeout?.(10_000),
            });
            const { status } = response;
            // Of a 200 of somebody else's, on the way, it is not to be thought that anything has arrived.
            if ((await response.text()).includes('"success":true')) return 0;
            failed(status);
            if (/^4(?!08|29)/.test(`${status}`)) return 0; // nor ever will be
            retryAfter = +response.headers.get('retry-after')! || 0;
        } catch (error) {
            failed(error);
        }
        const backoff = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures++) * (0.5 + Math.random() / 2);
        return Math.max(retryAfter * 1000, backoff);
    };
    const send = async (): Promise<boolean> => {
        clearTimeout(timer);
        while (waiting.size) {
            const events = next(0);
            const wait = await post(events);
            if (wait) {
                later(wait);
                return false;
            }
            failures = 0;
            for (const [id] of events) {
                waiting.delete(id);
                store(id);
            }
        }
        return true;
    };
    const flush = (applied?: boolean): Promise<boolean> => {
        if (applied) untilApplied = true;
        return (sending ??= send().finally(() => {
            sending = undefined;
            untilApplied = false;
        }));
    };
    const stored = () => {
        try {
            return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
        } catch {
            return [];
        }
    };

    return {
        add(event) {
            const json = JSON.stringify(event); // begins with its time
            if (waiting.size >= MOST || json.length > LONGEST) return false;
            waiting.set(event.messageId, json);
            if (keeping) store(event.messageId, json);
            if (!failures) later(50);
            return true;
        },
        flush,
        leave() {
            for (let at = 0; at < waiting.size; ) {
                const events = next(at);
                navigator.sendBeacon(url, text(events));
                at += events.length;
            }
        },
        keep() {
            if (keeping) return;
            keeping = true;
            waiting.forEach((event, id) => store(id, event));
            for (const key of stored()) {
                const id = key.slice(PREFIX.length);
                const event = localStorage.getItem(key)!;
                // Later, the server would no longer know an event again that it has had.
                if (Date.now() - Date.parse(event.split('"')[3]) < OUTDATED_MS) waiting.set(id, event);
                else store(id);
            }
            if (waiting.size) later(50);
        },
        forget() {
            keeping = false;
            stored().forEach((key) => store(key.slice(PREFIX.length)));
        },
        close: () => clearTimeout(timer),
    };
}
