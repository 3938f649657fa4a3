"use strict";
// Hooks of a dynamic provider that write down how they are called, and do as a simple service would: what they return is said
// by the arguments alone, so that it is the same whoever calls them.
const { appendFileSync } = require("node:fs");
const { setTimeout } = require("node:timers/promises");

let provider = "";

function note(call) {
  appendFileSync(process.env.RECORDER_LOG, `${JSON.stringify({ provider, ...call })}\n`);
}

const outsOf = (inputs) => ({ ...inputs, out: `${inputs.key}:${inputs.value}:${inputs.fixed}` });
const idOf = ({ key, fixed }) => `id-${key}-${fixed}`;

function failWhere(inputs, hook) {
  if (inputs.fails === hook) throw new Error(`${hook} of ${inputs.key} fails`);
  if (inputs.fails !== `${hook} in part`) return;
  const error = new Error(`${hook} of ${inputs.key} fails in part`);
  throw Object.assign(error, { id: idOf(inputs), properties: outsOf(inputs), reasons: ["in part"] });
}

// Long enough for others to be asked in the meantime.
const work = () => setTimeout(5);

module.exports = {
  configure: ({ config }) => {
    provider = config.get("rec:name") ?? "";
  },
  check: (olds, news) => {
    note({ hook: "check", olds, news });
    return Promise.resolve({ inputs: { ...news } });
  },
  diff: (id, olds, news) => {
    note({ hook: "diff", id, olds, news });
    const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
    const changed = [...names].filter(
      (name) => name !== "out" && !name.startsWith("__") && olds[name] !== news[name],
    );
    const replaces = changed.filter((name) => name === "fixed" || name.startsWith("from"));
    return Promise.resolve({
      changes: changed.length > 0,
      replaces,
      deleteBeforeReplace: news.deleteFirst === true,
    });
  },
  create: async (inputs) => {
    note({ hook: "create", news: inputs });
    await work();
    failWhere(inputs, "create");
    return { id: idOf(inputs), outs: outsOf(inputs) };
  },
  update: async (id, olds, news) => {
    note({ hook: "update", id, olds, news });
    await work();
    failWhere(news, "update");
    return { outs: outsOf(news) };
  },
  read: async (id, props) => {
    note({ hook: "read", id, olds: props });
    await work();
    if (props.fails === "read") throw new Error(`read of ${props.key} fails`);
    return props.fails === "gone" ? {} : { id, props };
  },
  delete: async (id, props) => {
    note({ hook: "delete", id, olds: props });
    await work();
    if (props.fails === "delete") throw new Error(`delete of ${props.key} fails`);
  },
};
