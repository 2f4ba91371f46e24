// A published client, unmodified, that delivers what it is given: node deliver.mjs CLIENT URL
// stdin:  "give N" hands N more events to the client; "end" flushes.
// stdout: "ready", "given N" after each "give", and before it exits one line of JSON: the ids that the client was given,
//         and those that it said it could not deliver.
import readline from 'node:readline';
import { Analytics } from '@segment/analytics-node';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { CloudEvent, emitterFor, httpTransport, Mode } from 'cloudevents';

const EVENT = 'Delivered';
const [name, url] = process.argv.slice(2);
const given = [];
const failed = [];

const newId = (n) => `${name}-${n}-${crypto.randomUUID()}`;

/** Segment's: tries again as often as it is allowed to. */
function segment() {
    const client = new Analytics({ writeKey: 'key', host: url, flushAt: 20, flushInterval: 200, maxRetries: 50 });
    client.on('error', () => {});
    return {
        give(n) {
            const messageId = newId(n);
            given.push(messageId);
            client.track({ userId: name, messageId, event: EVENT, properties: { n, square: n * n } }, (error) => {
                if (error) {
                    failed.push(messageId);
                }
            });
        },
        end: () => client.closeAndFlush({ timeout: 120_000 }),
    };
}

/** RudderStack's: packs its batches, and says by a callback what became of an event. */
function rudder() {
    const client = new RudderAnalytics('key', {
        dataPlaneUrl: url, flushAt: 20, flushInterval: 200, retryCount: 50, logLevel: 'none', errorHandler: () => {},
        axiosRetryConfig: { retryDelay: (attempt) => Math.min(100 * 2 ** attempt, 2_000) },
    });
    let open = 0;
    return {
        give(n) {
            const messageId = newId(n);
            given.push(messageId);
            open++;
            client.track({ userId: name, messageId, event: EVENT, properties: { n, square: n * n } }, (error) => {
                open--;
                if (error) {
                    failed.push(messageId);
                }
            });
        },
        async end() {
            while (open > 0) {
                await client.flush().catch(() => {});
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
        },
    };
}

/** The CloudEvents SDK does not try again by itself; whoever uses it does, with the same event. */
function cloudEvents(mode) {
    const send = httpTransport(`${url}/v1/events`);
    let status = 0;
    const emit = emitterFor((message, options) => send(message, options).then((answer) => {
        status = /"success":true/.test(answer.body) ? 200 : 500;
        return answer;
    }), { mode });
    let queue = Promise.resolve();
    const deliver = async (event) => {
        for (let attempt = 0; attempt < 600; attempt++) {
            status = 0;
            await emit(event).catch(() => {});
            if (status === 200) {
                return;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
        failed.push(event.id);
    };
    return {
        give(n) {
            const event = new CloudEvent({
                source: '/shop', type: EVENT, subject: name, datacontenttype: 'application/json',
                data: { n, square: n * n },
            });
            given.push(event.id);
            queue = queue.then(() => deliver(event));
        },
        end: () => queue,
    };
}

const clients = {
    'segment-node': segment,
    'rudderstack-node': rudder,
    'cloudevents-binary': () => cloudEvents(Mode.BINARY),
    'cloudevents-structured': () => cloudEvents(Mode.STRUCTURED),
};
const client = clients[name]();
let n = 0;
console.log('ready');
for await (const line of readline.createInterface({ input: process.stdin })) {
    const [word, count] = line.split(' ');
    if (word === 'end') {
        break;
    }
    for (let i = 0; i < Number(count); i++) {
        client.give(++n);
    }
    console.log(`given ${n}`);
}
await client.end();
console.log(JSON.stringify({ given, failed }));
process.exit(0);
