// A site with pages of its own on one origin, and on another one Kairos behind a proxy that can be told to misbehave.

import http from 'node:http';

const CONTENT = /^\/content\/(.+)\.json$/;

async function listen(server) {
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${server.address().port}`;
}

/** Pages by path, and the content of any fragment. */
export class Site {
    /** HTML, or what makes it of a request, by path. */
    pages = {};
    /** By fragment, what is not the usual. */
    content = {};

    static async start() {
        const site = new Site();
        site.server = http.createServer((request, response) => site.answer(request, response));
        site.url = await listen(site.server);
        return site;
    }

    async answer(request, response) {
        const { pathname } = new URL(request.url, this.url);
        const fragment = CONTENT.exec(pathname)?.[1];
        if (fragment) {
            const content = this.content[fragment] ?? { title: `Title of ${fragment}`, text: `Text of ${fragment}` };
            response.setHeader('content-type', 'application/json');
            return response.end(JSON.stringify(content));
        }
        const page = this.pages[pathname];
        response.statusCode = page === undefined ? 404 : 200;
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(typeof page === 'function' ? await page(request) : page);
    }

    close() {
        this.server.close();
        this.server.closeAllConnections();
    }
}

/** What a proxy does to a call, by the name of the fault. */
const FAULTS = {
    slow: (call) => setTimeout(() => call.pass(), 10_000),
    500: (call) => call.response.writeHead(500, call.cors).end('{}'),
    503: (call) => call.response.writeHead(503, { ...call.cors, 'retry-after': '1' }).end('{}'),
    malformed: (call) => call.response.writeHead(200, call.cors).end('{"decisions": [{'),
    cut: async (call) => {
        const { status, headers, body } = await call.ask();
        call.response.writeHead(status, headers);
        call.response.write(body.subarray(0, body.length / 2), () => call.response.destroy());
    },
    cors: async (call) => {
        const { status, headers, body } = await call.ask();
        for (const name of Object.keys(headers)) if (name.startsWith('access-control-')) delete headers[name];
        call.response.writeHead(status, headers).end(body);
    },
};

/** Hands calls on to a server, unless it has a fault. */
export class Proxy {
    /** A key of FAULTS, or undefined when all is well. */
    fault = undefined;
    /** Calls so far: `{ method, path, body }`. */
    calls = [];

    static async start(target) {
        const proxy = new Proxy();
        proxy.target = target;
        proxy.server = http.createServer((request, response) => proxy.answer(request, response));
        proxy.url = await listen(proxy.server);
        return proxy;
    }

    async answer(request, response) {
        const chunks = [];
        for await (const chunk of request) chunks.push(chunk);
        const body = Buffer.concat(chunks);
        this.calls.push({ method: request.method, path: request.url, body: body.toString() });
        const ask = () => this.ask(request, body);
        const pass = async () => {
            const answer = await ask();
            response.writeHead(answer.status, answer.headers).end(answer.body);
        };
        const fault = FAULTS[this.fault];
        return fault ? fault({ response, ask, pass, cors: { 'access-control-allow-origin': '*' } }) : pass();
    }

    ask(request, body) {
        return new Promise((answered, failed) => {
            const { method, headers } = request;
            const onward = http.request(this.target + request.url, { method, headers }, async (incoming) => {
                const chunks = [];
                for await (const chunk of incoming) chunks.push(chunk);
                answered({ status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks) });
            });
            onward.on('error', failed).end(body);
        });
    }

    /** The bodies of the decide calls so far. */
    get decides() {
        return this.calls
            .filter(({ method, path }) => method === 'POST' && path === '/v1/decide')
            .map(({ body }) => JSON.parse(body));
    }

    /** Comes back where it was. */
    async open() {
        await new Promise((listening) => this.server.listen(new URL(this.url).port, '127.0.0.1', listening));
    }

    close() {
        this.server.close();
        this.server.closeAllConnections();
    }
}
