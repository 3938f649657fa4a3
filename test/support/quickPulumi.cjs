"use strict";
// Preloaded into Pulumi's processes under test. Pulumi's Node.js SDK loads TypeScript and npm's Arborist when it starts, which
// takes half a second each. It needs them only for serialized functions and for programs in TypeScript. The tests start
// hundreds of these processes, so this loads both on first use.
const Module = require("node:module");

const LAZY = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;

Module._load = function (request, parent, isMain) {
  if (!LAZY.has(request) || !/[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "")) {
    return load.call(this, request, parent, isMain);
  }
  let loaded;
  const real = () => (loaded ??= load.call(this, request, parent, isMain));
  return new Proxy(function lazy() {}, {
    get: (_, name) => (name === "__esModule" ? undefined : real()[name]),
    has: (_, name) => name in real(),
    apply: (_, self, args) => Reflect.apply(real(), self, args),
    construct: (_, args) => Reflect.construct(real(), args),
  });
};

// Node.js 20 has a defect: with colours, it formats a stack trace with a line in `node_modules/@scope/file` in a loop that ends
// only at the maximum length of a string. The source maps of Pulumi's SDK cause such lines, so that a failing program takes up
// to a minute.
const util = require("node:util");
const inspect = util.inspect;

util.inspect = Object.assign(
  (value, options, ...rest) =>
    inspect(value, options?.colors === true ? { ...options, colors: false } : options, ...rest),
  inspect,
);
