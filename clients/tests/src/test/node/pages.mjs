// Pages for scenarios: from a port, and so of an origin, of their own; with the packages that npm has fetched below
// /node_modules, and with the snippets of the project's guides.

import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const DOCS = path.resolve('..', '..', '..', '..', 'docs');
const MODULES = path.resolve('node_modules');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' };

/**
 * @param {Record<string, string>} files by path; a path without an extension is a page
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serve(files) {
    const server = http.createServer((request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        const content = files[pathname] ?? fromModules(pathname);
        const type = TYPES[path.extname(pathname) || '.html'] ?? 'application/octet-stream';
        response.writeHead(content === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` });
        response.end(content);
    });
    await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => { server.close(); server.closeAllConnections(); },
    };
}

function fromModules(pathname) {
    const file = path.join(MODULES, '..', pathname);
    if (!pathname.startsWith('/node_modules/') || !file.startsWith(MODULES)) {
        return undefined;
    }
    try {
        return readFileSync(file);
    } catch {
        return undefined;
    }
}

/** The n-th snippet in a language of a guide, e.g. `snippet('clients/openfeature.md', 'js')`. */
export function snippet(guide, language, n = 0) {
    const text = readFileSync(path.join(DOCS, guide), 'utf8');
    const found = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, one]) => one === language);
    if (!found[n]) {
        throw new Error(`docs/${guide} has no snippet ${n} in ${language}`);
    }
    return found[n][2];
}

/** A page that is nothing but a module, which may import these packages by name. */
export function page(module, imports = {}) {
    const map = JSON.stringify({ imports });
    return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Scenario</title>
<script type="importmap">${map}</script><script type="module">${module}</script>`;
}
