"use strict";
// Hooks of a dynamic provider that record their calls. What they return depends only on their arguments, so that it
// is the same for both engines.
const { appendFileSync } = require("node:fs");
const { setTimeout } = require("node:timers/promises");

let provider = "";

function record(call) {
  appendFileSync(process.env.RECORDER_LOG, `${JSON.stringify({ provider, ...call })}\n`);
}

const outputsOf = (inputs) => ({ ...inputs, out: `${inputs.key}:${inputs.value}:${inputs.fixed}` });
const idOf = ({ key, fixed }) => `id-${key}-${fixed}`;

function failIfRequested(inputs, hook) {
  if (inputs.fails === hook) throw new Error(`${hook} of ${inputs.key} fails`);
  if (inputs.fails !== `${hook} in part`) return;
  const error = new Error(`${hook} of ${inputs.key} fails in part`);
  throw Object.assign(error, { id: idOf(inputs), properties: outputsOf(inputs), reasons: ["in part"] });
}

// Long enough for the engine to call other hooks in the meantime.
const waitBriefly = () => setTimeout(5);

module.exports = {
  configure: ({ config }) => {
    provider = config.get("rec:name") ?? "";
  },
  check: (olds, news) => {
    record({ hook: "check", olds, news });
    // As for a ban of somebody whom the program makes a member.
    const failures =
      news.fails === "check" ? [{ property: "key", reason: `check of ${news.key} fails` }] : [];
    return Promise.resolve({ inputs: { ...news }, failures });
  },
  diff: (id, olds, news) => {
    record({ hook: "diff", id, olds, news });
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
    record({ hook: "create", news: inputs });
    await waitBriefly();
    failIfRequested(inputs, "create");
    return { id: idOf(inputs), outs: outputsOf(inputs) };
  },
  update: async (id, olds, news) => {
    record({ hook: "update", id, olds, news });
    await waitBriefly();
    failIfRequested(news, "update");
    return { outs: outputsOf(news) };
  },
  read: async (id, props) => {
    record({ hook: "read", id, olds: props });
    await waitBriefly();
    if (props.fails === "read") throw new Error(`read of ${props.key} fails`);
    return props.fails === "gone" ? {} : { id, props };
  },
  delete: async (id, props) => {
    record({ hook: "delete", id, olds: props });
    await waitBriefly();
    if (props.fails === "delete") throw new Error(`delete of ${props.key} fails`);
  },
};
