import * as fc from "fast-check";

import type { Call, EmulatorOptions } from "../../../emulator";
import type { Tenant } from "../../../emulator/tenants";
import { parseChannelId, parseChannelMembershipId } from "../../../provider/contract/channelForm";
import type { Entry } from "../engine/state";
import { UNCONFIRMED, type Facts, type Family, type WriteCall } from "../model/family";
import { Put, RemoveChannel, TakeOut } from "./acts";
import { changeType, declare, drop, rename, type ChannelsAct } from "./edits";
import { channelFaults } from "./faults";
import {
  declaredBy,
  isStranger,
  resourcesOf,
  sparedBy,
  type ChannelsProgram,
  type Declaration,
  type Type,
} from "./program";
import { BOT, CHANNELS, ChannelsWorld, memberKey } from "./world";

const MEMBERSHIPS = ["ana", "ben", "cem"] as const;
const ROSTERS = ["team", "crew"] as const;

const type = fc.constantFrom<Type>("DEFAULT", "HIDDEN");
const channel = fc.constantFrom("first", ...CHANNELS);
const member = fc.integer({ min: 0, max: BOT });
const membership = fc.record({
  kind: fc.constant("ChannelMembership" as const),
  channel,
  member,
  type,
  adoptExisting: fc.boolean(),
});
const roster = fc.record({
  kind: fc.constant("ChannelRoster" as const),
  channel,
  members: fc
    .uniqueArray(fc.tuple(member, type), { selector: ([index]) => index, maxLength: 4 })
    .map((entries) => new Map(entries)),
  exclusive: fc.boolean(),
  ignored: fc.uniqueArray(member, { maxLength: 2 }),
});
const membershipName = fc.constantFrom(...MEMBERSHIPS);
const rosterName = fc.constantFrom(...ROSTERS);
const anyName = fc.constantFrom(...MEMBERSHIPS, ...ROSTERS);
const place = fc.record({ channel, member });

function declaring(
  names: fc.Arbitrary<string>,
  declarations: fc.Arbitrary<Declaration>,
): fc.Arbitrary<ChannelsAct> {
  return fc.tuple(names, declarations).map(([name, declaration]) => declare(name, declaration));
}

/** Memberships of channels: `ChannelMembership` and `ChannelRoster`. */
export const channels: Family<ChannelsProgram, ChannelsWorld> = {
  name: "channels",
  empty: new Map(),

  rules: fc.record({
    existingChannelMember: fc.constantFrom("conflict" as const, "created" as const),
    existingChannelMemberInBatch: fc.constantFrom("error" as const, "member" as const),
    missingChannelMember: fc.constantFrom(
      "notFound" as const,
      "noContent" as const,
      "conflict" as const,
      "forbidden" as const,
    ),
  }),

  // Sequences share a process, and would wait for one another.
  settings: { "chime:callsPerSecond": "1000" },

  open: (tenant: Tenant, tenantId: string, options: EmulatorOptions) =>
    new ChannelsWorld(tenant, tenantId, options),

  edits: [
    { weight: 4, arbitrary: declaring(membershipName, membership) },
    { weight: 4, arbitrary: declaring(rosterName, roster) },
    { weight: 2, arbitrary: fc.tuple(anyName, fc.nat(5)).map(([name, which]) => changeType(name, which)) },
    {
      weight: 2,
      arbitrary: fc
        .oneof(
          fc.tuple(membershipName, membershipName, fc.boolean()),
          fc.tuple(rosterName, rosterName, fc.boolean()),
        )
        .map(([from, to, adoptExisting]) => rename(from, to, adoptExisting)),
    },
    { weight: 3, arbitrary: anyName.map(drop) },
  ],

  acts: [
    { weight: 5, arbitrary: fc.tuple(place, type).map(([at, as]) => new Put(at, as)) },
    { weight: 3, arbitrary: place.map((at) => new TakeOut(at)) },
    { weight: 1, arbitrary: fc.constantFrom(...CHANNELS).map((name) => new RemoveChannel(name)) },
  ],

  faults: channelFaults,
  resources: resourcesOf,
  declared: declaredBy,
  claimed,
  spared: sparedBy,
  isStranger,
  isWithin: () => false,
  // No type can be changed but by taking the member out and adding it.
  isReplaceable: () => true,
  writeOf,
  mayLose: () => false,

  fulfillable: (program, world, entries) => {
    const facts = world.facts();
    const left = [...program].filter(([, one]) => world.exists(one.channel));
    return new Map(
      left.map(([name, one]): [string, Declaration] => {
        if (one.kind === "ChannelRoster") return [name, one];
        const key = world.keyOf(one.channel, one.member);
        const own = entries.find((entry) => entry.name === name && !entry.delete);
        const taken = facts.has(key) && !(own && claimed(own).has(key));
        return [name, taken ? { ...one, adoptExisting: true } : one];
      }),
    );
  },

  calm: () => [],

  excuse: (message, world) => {
    if (/ConflictException|exists already/.test(message)) return "somebody is a member already";
    const gone = CHANNELS.some((name) => !world.exists(name));
    if (gone && /NotFoundException|ForbiddenException|There is no channel/.test(message)) {
      return "the channel is gone";
    }
    return undefined;
  },
};

function claimed({ kind, id, outputs, initErrors, pendingReplacement }: Entry): Facts {
  if (pendingReplacement) return new Map();
  if (kind === "ChannelMembership") {
    const { channelArn, memberArn } = parseChannelMembershipId(id);
    const sure = initErrors.length === 0 && outputs["invitedByArn"] !== undefined;
    return new Map([[memberKey(channelArn, memberArn), sure ? String(outputs["type"]) : UNCONFIRMED]]);
  }
  const channelArn = parseChannelId(id);
  const members = outputs["members"] as Record<string, string>;
  return new Map(Object.entries(members).map(([memberArn, as]) => [memberKey(channelArn, memberArn), as]));
}

/** What the operations that write ask to change. */
const VERBS: Readonly<Record<string, WriteCall["verb"]>> = {
  BatchCreateChannelMembership: "create",
  CreateChannelMembership: "create",
  DeleteChannelMembership: "delete",
};

function writeOf(call: Call): WriteCall | undefined {
  const verb = VERBS[call.operation];
  if (verb === undefined) return undefined;
  const { channelArn = "", memberArn, memberArns = [], memberErrors = [], written } = call;
  const failed = new Set(memberErrors.map(({ memberId }) => memberKey(channelArn, memberId)));
  const arns = memberArn === undefined ? memberArns : [memberArn];
  const keys = arns.map((arn) => memberKey(channelArn, arn));
  return { verb, keys, written: written ? keys.filter((key) => !failed.has(key)) : [] };
}
