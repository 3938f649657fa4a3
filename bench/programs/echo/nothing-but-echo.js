"use strict";

/** Hooks that call nobody: they answer with what they were given. */
exports.roomRoster = {
  async check(_olds, news) {
    return { inputs: news };
  },
  async diff() {
    return { changes: false };
  },
  async create(inputs) {
    return { id: `${inputs.accountId}/${inputs.roomId}`, outs: inputs };
  },
  async read(id, props) {
    return { id, props, inputs: props };
  },
  async update(_id, _olds, news) {
    return { outs: news };
  },
  async delete() {},
};
