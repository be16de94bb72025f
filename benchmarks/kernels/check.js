// Compares the checksums in kernels.json with those of each kernel built natively and with those of its .wasm in Node.
// Usage: node check.js. Needs a C compiler (CC, or gcc). Exits with 1 if any checksum differs.

'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const compiler = process.env.CC || 'gcc';
const { kernels } = JSON.parse(fs.readFileSync(path.join(__dirname, 'kernels.json'), 'utf8'));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'kernels-'));
let failed = false;

try {
    for (const kernel of kernels) {
        const source = path.join(__dirname, kernel.file.replace(/\.wasm$/, '.c'));
        const driver = path.join(__dirname, '..', 'peers', 'native.c');
        const program = path.join(scratch, kernel.name);
        execFileSync(compiler, ['-O2', '-fno-math-errno', source, driver, '-lm', '-o', program]);
        const module = new WebAssembly.Module(fs.readFileSync(path.join(__dirname, kernel.file)));
        const { exports } = new WebAssembly.Instance(module, { benchmark: { round: () => 0 } });

        for (const mode of ['interpreted', 'compiled']) {
            const { n, checksum } = kernel[mode];
            const line = execFileSync(program, [kernel.name, String(n), '1'], { encoding: 'utf8' });
            const native = JSON.parse(line).checksum;
            const wasm = exports[kernel.function](n);
            const agree = native === checksum && wasm === checksum;
            failed ||= !agree;
            console.log(`${agree ? 'ok  ' : 'FAIL'} ${kernel.name} n=${n}: expected ${checksum}, native ${native}, wasm ${wasm}`);
        }
    }
} finally {
    fs.rmSync(scratch, { recursive: true });
}
process.exitCode = failed ? 1 : 0;
