import { ACCESS_KINDS, type AccessKind } from "../model/resourceFamily";
import { TryContradiction } from "../model/steps/tryContradiction";
import { admitBanned, banInsteadOfRights, banMember, exchangeAccess } from "../program/accessMoves";
import { drop, rename } from "../program/edits";
import { setDeletedWith, setOptions } from "../program/moves";
import { ACCESS_NAMES, DECLARED_PARENT } from "../program/program";
import type { KindBuilder } from "./kindBuilder";
import type { ProgramKind } from "./programKinds";

const CREATES = {
  admin: "CreateAppInstanceAdmin",
  moderator: "CreateChannelModerator",
  ban: "CreateChannelBan",
} as const;

/** Kinds of programs with administrators, moderators and bans. */
export function accessKinds(builder: KindBuilder): ProgramKind[] {
  return [...ACCESS_KINDS.flatMap((kind) => kindsOf(kind, builder)), ...bans(builder), ...rights(builder)];
}

function kindsOf(kind: AccessKind, builder: KindBuilder): ProgramKind[] {
  const [first, second] = ACCESS_NAMES[kind] as [string, string];
  const one = [builder.declare(first, builder.access(kind, 0)), builder.up()];
  const adopting = builder.access(kind, 0, { adoptExisting: true });
  return [
    {
      name: `${kind}: renamed without an alias, refused and then adopted`,
      steps: [
        ...one,
        ...builder.edit(rename(first, second, false)),
        builder.up(),
        builder.declare(second, adopting),
        builder.up({ repeat: true }),
      ],
    },
    {
      name: `${kind}: renamed, and its create fails, with --continue-on-error`,
      steps: [
        ...one,
        ...builder.edit(rename(first, second, true)),
        builder.failCalls(CREATES[kind]),
        builder.up({ continueOnError: true }),
      ],
    },
    {
      name: `${kind}: moved to another provider`,
      steps: [
        ...one,
        builder.declare(first, adopting),
        ...builder.edit(setOptions(0, { provider: "east" })),
        builder.up(),
      ],
    },
    {
      name: `${kind}: two state entries`,
      steps: [...one, builder.importDuplicate(first), builder.up()],
    },
    {
      name: `${kind}: two state entries, one of them excluded`,
      steps: [...one, builder.importDuplicate(first), builder.up({ excludes: [first] })],
    },
    {
      name: `${kind}: another member takes its place, and it moves to another resource`,
      steps: [
        ...one,
        ...builder.edit(exchangeAccess(0, 1, { adoptExisting: true, deleteBeforeReplace: true })),
        builder.up(),
      ],
    },
    {
      name: `${kind}: retained when it is dropped`,
      steps: [
        ...one,
        ...builder.edit(setOptions(0, { retainOnDelete: true })),
        builder.up(),
        ...builder.edit(drop(first)),
        builder.up(),
      ],
    },
    {
      name: `${kind}: --replace with adoptExisting`,
      steps: [builder.declare(first, adopting), builder.up(), builder.up({ replaces: [first] })],
    },
  ];
}

function bans(builder: KindBuilder): ProgramKind[] {
  const ben = [builder.declare("ben", builder.membership(1)), builder.up()];
  return [
    {
      name: "ban: a membership becomes a ban, and a membership again",
      steps: [
        ...ben,
        ...builder.edit(banMember(0, 0)),
        builder.up({ repeat: true }),
        ...builder.edit(admitBanned(0, "ben", "DEFAULT")),
        builder.up(),
      ],
    },
    {
      name: "ban: a roster member becomes a ban",
      steps: [
        builder.declare("team", builder.roster([0, 1, 2])),
        builder.up(),
        ...builder.edit(banMember(0, 1)),
        builder.up({ repeat: true }),
      ],
    },
    {
      name: "ban: only the ban is targeted, and the membership stays in the state",
      steps: [
        ...ben,
        ...builder.edit(banMember(0, 0)),
        builder.up({ targets: ["ban-1"] }),
        builder.refresh(),
      ],
    },
    {
      name: "ban: somebody else bans a declared member and moderator",
      steps: [
        ...ben,
        builder.declare("moderator-1", builder.access("moderator", 1)),
        builder.up(),
        builder.banManually(1),
        builder.up(),
        builder.refresh(),
        builder.up(),
      ],
    },
    {
      name: "ban: of a declared member, which is refused",
      steps: [...ben, new TryContradiction(0, undefined, 1)],
    },
    {
      name: "ban: of a declared member, with an id that is known late",
      steps: [...ben, builder.declare("ana", builder.membership(0)), new TryContradiction(0, "ana", 1)],
    },
    {
      name: "ban: of an unmanaged member",
      steps: [
        builder.addManually(2),
        builder.declare("ban-1", builder.access("ban", 2)),
        builder.up({ repeat: true }),
      ],
    },
    {
      name: "ban: dropped with the channel",
      steps: [
        builder.declare(DECLARED_PARENT, builder.parent),
        builder.declare("ban-1", builder.access("ban", 2, { parent: DECLARED_PARENT })),
        ...builder.edit(setDeletedWith("ban-1")),
        builder.up(),
        ...builder.edit(drop("ban-1"), drop(DECLARED_PARENT)),
        builder.up(),
      ],
    },
  ];
}

function rights(builder: KindBuilder): ProgramKind[] {
  return (["admin", "moderator"] as const).map((kind) => ({
    name: `${kind}: loses the rights and is banned in one update, which is refused`,
    steps: [
      builder.declare(ACCESS_NAMES[kind][0]!, builder.access(kind, 1)),
      builder.up(),
      ...builder.edit(banInsteadOfRights(0)),
      builder.up(),
    ],
  }));
}
