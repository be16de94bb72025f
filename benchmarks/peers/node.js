// Runs rounds of a kernel in Node and prints one line of JSON for each: {"kernel","round","seconds","sinceStart"}.
// Usage: node [V8 flags] node.js kernels.json KERNEL interpreted|compiled [ROUNDS]
//
// For V8's optimising compiler alone, with every function compiled before the first call, the flags are
// --no-liftoff --no-wasm-lazy-compilation (Node 20 and 26). V8 replaces no running wasm function, so with its default
// flags a kernel that is one long loop stays in the baseline code until the next round.
//
// "seconds" is the time of the round alone; "sinceStart" runs from the start of the process to the end of the round.

'use strict';

const fs = require('node:fs');
const path = require('node:path');

function fail(message) {
    console.error(`node.js: ${message}`);
    process.exit(2);
}

const [kernelsFile, name, mode, roundsText = '10'] = process.argv.slice(2);
const rounds = Number(roundsText);
if (!['interpreted', 'compiled'].includes(mode) || !Number.isInteger(rounds)) {
    fail('usage: node [V8 flags] node.js kernels.json KERNEL interpreted|compiled [ROUNDS]');
}
const kernel = JSON.parse(fs.readFileSync(kernelsFile, 'utf8')).kernels.find((candidate) => candidate.name === name);
if (kernel === undefined) {
    fail(`${kernelsFile} has no kernel ${name}`);
}

const bytes = fs.readFileSync(path.join(path.dirname(kernelsFile), kernel.file));
const { n, checksum } = kernel[mode];
let round = 0;
let before;

function endRound(result) {
    const after = performance.now();
    if (result !== checksum) {
        fail(`${name}: the checksum is ${result} and should be ${checksum}`);
    }
    round++;
    const seconds = Number(((after - before) / 1000).toFixed(6));
    // The origin of performance.now() is the start of the process.
    const sinceStart = Number((after / 1000).toFixed(6));
    console.log(JSON.stringify({ kernel: name, round, seconds, sinceStart }));
    before = performance.now();
    return round < rounds ? 1 : 0;
}

const imports = { benchmark: { round: endRound } };
const run = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports[kernel.function];
before = performance.now();
if (kernel.oneCall) {
    run(n);
} else {
    while (endRound(run(n)));
}
