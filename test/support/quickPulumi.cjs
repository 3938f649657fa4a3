"use strict";
// Preloaded into Pulumi's processes under test. Pulumi's Node.js SDK loads TypeScript and npm's tree of packages when it is
// loaded itself, half a second each time, for what it does with functions that it writes into a state, or with programs
// in TypeScript. Here each is loaded when something of it is used: the tests start hundreds of these processes.
const Module = require("node:module");

const LATER = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;

Module._load = function (request, parent, isMain) {
  if (!LATER.has(request) || !/[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "")) {
    return load.call(this, request, parent, isMain);
  }
  let loaded;
  const real = () => (loaded ??= load.call(this, request, parent, isMain));
  return new Proxy(function later() {}, {
    get: (_, name) => (name === "__esModule" ? undefined : real()[name]),
    has: (_, name) => name in real(),
    apply: (_, self, args) => Reflect.apply(real(), self, args),
    construct: (_, args) => Reflect.construct(real(), args),
  });
};

// Node.js 20 colours the stack of an error without an end where a line of it is in `node_modules/@scope/file`, as the source
// maps of Pulumi's SDK have it, until the text is as long as a text can be: up to a minute for a program that fails.
const util = require("node:util");
const inspect = util.inspect;

util.inspect = Object.assign(
  (value, options, ...rest) =>
    inspect(value, options?.colors === true ? { ...options, colors: false } : options, ...rest),
  inspect,
);
