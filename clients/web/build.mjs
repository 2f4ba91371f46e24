// Makes dist: node build.mjs [FOLDER]

import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.resolve(process.argv[2] ?? path.join(here, 'dist'));
const all = {
    absWorkingDir: here,
    bundle: true,
    minify: true,
    target: 'es2020',
    charset: 'utf8',
    tsconfigRaw: {}, // no directive at the head of scripts
    mangleProps: /^(known|may|keep|forget|leave|renew)$/, // between our own files alone
};

rmSync(dist, { recursive: true, force: true });
await build({ ...all, entryPoints: ['src/tag.ts'], format: 'iife', outfile: path.join(dist, 'kairos.js') });
await build({ ...all, entryPoints: ['src/index.ts'], format: 'esm', outfile: path.join(dist, 'kairos.mjs') });
const forServers = { ...all, minify: false, mangleProps: undefined, target: 'node20' };
await build({ ...forServers, entryPoints: ['src/server.ts'], format: 'esm', outfile: path.join(dist, 'server.mjs') });
const tsc = path.join(here, 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '--outDir', dist], { cwd: here, stdio: 'inherit' });
// The types of our own files are nobody's business.
for (const file of readdirSync(dist)) {
    if (file.endsWith('.d.ts') && !/^(index|client|types|server)\./.test(file)) rmSync(path.join(dist, file));
}
