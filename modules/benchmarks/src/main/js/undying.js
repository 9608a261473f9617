// Runs a validation function that needs no host function but logging, in V8: node undying.js CODE PARAMS JOBS
// Prints one JSON object: milliseconds of compilation and of each job (a fresh instance each), the first result in hex.
'use strict';
const fs = require('fs');

const [codeFile, paramsFile, jobs] = process.argv.slice(2);
const code = fs.readFileSync(codeFile);
const params = fs.readFileSync(paramsFile);
const PAGE = 65536;

function millis(since) {
  return Number(process.hrtime.bigint() - since) / 1e6;
}

function run(module) {
  const instance = new WebAssembly.Instance(module, {env: {ext_logging_log_version_1: () => {}}});
  const {memory, __heap_base: heapBase, validate_block: validateBlock} = instance.exports;
  const address = heapBase.value + 8;
  const missing = address + params.length - memory.buffer.byteLength;
  if (missing > 0) {
    memory.grow(Math.ceil(missing / PAGE));
  }
  new Uint8Array(memory.buffer).set(params, address);
  const span = BigInt.asUintN(64, validateBlock(address, params.length));
  return Buffer.from(memory.buffer, Number(span & 0xffffffffn), Number(span >> 32n)).toString('hex');
}

const start = process.hrtime.bigint();
const module_ = new WebAssembly.Module(code);
const compile = millis(start);
const runs = [];
let result;
for (let i = 0; i < Number(jobs); i++) {
  const job = process.hrtime.bigint();
  const bytes = run(module_);
  runs.push(millis(job));
  result = result || bytes;
}
console.log(JSON.stringify({compile, runs, result, version: process.version}));
