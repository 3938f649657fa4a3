"use strict";
const { setTimeout: sleep } = require("node:timers/promises");
const { distance } = require("./team.json");

/**
 * Hooks that make no calls and return their inputs; a create takes as long as a call to the service. The ids are as long as those
 * of this package.
 */
const echo = (idOf) => ({
  async check(_olds, news) {
    return { inputs: news };
  },
  async diff() {
    return { changes: false };
  },
  async create(inputs) {
    if (distance > 0) await sleep(distance);
    return { id: idOf(inputs), outs: inputs };
  },
  async read(id, props) {
    return { id, props, inputs: props };
  },
  async update(_id, _olds, news) {
    return { outs: news };
  },
  async delete() {},
});

exports.roomMembership = echo(({ accountId, roomId, memberId }) => `${accountId}/${roomId}/${memberId}`);
exports.roomRoster = echo(({ accountId, roomId }) => `${accountId}/${roomId}`);
exports.channelMembership = echo(({ channelArn, memberArn }) => `${channelArn},${memberArn}`);
exports.channelRoster = echo(({ channelArn }) => channelArn);
