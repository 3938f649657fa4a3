import type { ResourceFamily } from "../model/resourceFamily";
import type { SequenceStep } from "../model/steps/sequenceStep";
import { declare, drop, rename } from "../program/edits";
import {
  ignoreMember,
  moveMember,
  renameParent,
  renameRosterAndDependOn,
  setOptions,
  splitRoster,
  takeMemberIdFrom,
} from "../program/moves";
import { DECLARED_PARENT } from "../program/program";
import { accessKinds } from "./accessKinds";
import { KindBuilder } from "./kindBuilder";

/** A kind of program, with the commands that a user runs. */
export interface ProgramKind {
  readonly name: string;
  readonly steps: readonly SequenceStep[];
}

/** Kinds of programs with which an earlier version removed declared members, or left or forgot members. */
export function programKinds(family: ResourceFamily): ProgramKind[] {
  const builder = new KindBuilder(family);
  return [
    ...moves(builder),
    ...renames(builder),
    ...targets(builder),
    ...duplicates(builder),
    ...ignoredMembers(builder),
    ...replacements(family, builder),
    ...unknownIds(builder),
    ...parents(builder),
    ...dependencies(builder),
    ...(family.access ? accessKinds(builder) : []),
  ];
}

function team(builder: KindBuilder): SequenceStep[] {
  return [builder.declare("team", builder.roster([0, 1, 2])), builder.up()];
}

function moves(builder: KindBuilder): ProgramKind[] {
  return [
    {
      name: "a roster member moves to a membership",
      steps: [
        ...team(builder),
        ...builder.edit(moveMember(0, 1, "ben", { adoptExisting: false })),
        builder.up(),
      ],
    },
    {
      name: "all roster members but one move to memberships",
      steps: [
        ...team(builder),
        ...builder.edit(splitRoster(0, ["ben", "cem"], { adoptExisting: false })),
        builder.up(),
      ],
    },
    {
      name: "all roster members but one move to memberships that adopt them",
      steps: [
        ...team(builder),
        ...builder.edit(splitRoster(0, ["ben", "cem"], { adoptExisting: true })),
        builder.up(),
      ],
    },
    {
      name: "a roster member moves to a membership of another provider",
      steps: [
        ...team(builder),
        ...builder.edit(
          moveMember(0, 1, "ben", { adoptExisting: true }),
          setOptions(1, { provider: "east" }),
        ),
        builder.up(),
      ],
    },
    {
      name: "memberships become a roster",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.declare("ben", builder.membership(1)),
        builder.up(),
        ...builder.edit(moveMember(0, 0, "team", { adoptExisting: true })),
        ...builder.edit(moveMember(0, 0, "team", { adoptExisting: true })),
        builder.up(),
      ],
    },
  ];
}

function renames(builder: KindBuilder): ProgramKind[] {
  return [
    {
      name: "a membership is renamed without an alias and its create fails, with --continue-on-error",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.up(),
        ...builder.edit(rename("ana", "ben", true)),
        builder.failCreates(),
        builder.up({ continueOnError: true }),
      ],
    },
    {
      name: "a roster is renamed and its list fails, with --continue-on-error",
      steps: [
        ...team(builder),
        ...builder.edit(rename("team", "crew", true)),
        builder.failLists(),
        builder.up({ continueOnError: true }),
      ],
    },
  ];
}

function targets(builder: KindBuilder): ProgramKind[] {
  const becomeRoster = builder.edit(drop("ana"), drop("ben"), declare("team", builder.roster([0, 1])));
  return [
    {
      name: "memberships become a roster: --target the roster, then --target the memberships",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.declare("ben", builder.membership(1)),
        builder.up(),
        ...becomeRoster,
        builder.up({ targets: ["team"] }),
        builder.up({ targets: ["ana", "ben"] }),
      ],
    },
    {
      name: "memberships become a roster: --target the roster, then --exclude it",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.declare("ben", builder.membership(1)),
        builder.declare("cem", builder.membership(2)),
        builder.up(),
        ...becomeRoster,
        builder.up({ targets: ["team"] }),
        builder.up({ excludes: ["team"] }),
      ],
    },
  ];
}

function duplicates(builder: KindBuilder): ProgramKind[] {
  return [
    {
      name: "two state entries for one parent",
      steps: [
        builder.declare(DECLARED_PARENT, builder.parent),
        builder.up(),
        builder.importDuplicate(DECLARED_PARENT),
        builder.up(),
      ],
    },
    {
      name: "two state entries for one member",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.up(),
        builder.importDuplicate("ana"),
        builder.up(),
      ],
    },
    {
      name: "two state entries for one member, one of them excluded",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.declare("ben", builder.membership(1)),
        builder.up(),
        builder.importDuplicate("ana"),
        builder.up({ excludes: ["ana"] }),
      ],
    },
  ];
}

function ignoredMembers(builder: KindBuilder): ProgramKind[] {
  return [
    {
      name: "a roster is renamed and ignores one of its members",
      steps: [
        ...team(builder),
        ...builder.edit(ignoreMember(0, 1, "team"), rename("team", "crew", false)),
        builder.up(),
      ],
    },
    {
      name: "a roster ignores a member of another roster",
      steps: [
        ...team(builder),
        builder.declare("crew", builder.roster([3])),
        builder.up(),
        ...builder.edit(ignoreMember(0, 1, "crew")),
        builder.up(),
      ],
    },
  ];
}

function replacements({ roles: [, otherRole] }: ResourceFamily, builder: KindBuilder): ProgramKind[] {
  const options = { replaceOnChanges: ["*"] };
  return [
    {
      name: "a membership gets another role and another provider",
      steps: [
        builder.declare("ana", builder.membership(0)),
        builder.up(),
        builder.declare("ana", builder.membership(0, { role: otherRole, options: { provider: "east" } })),
        builder.up(),
      ],
    },
    { name: "--replace of a roster", steps: [...team(builder), builder.up({ replaces: ["team"] })] },
    {
      name: "--replace of a membership with adoptExisting",
      steps: [
        builder.declare("ana", builder.membership(0, { adoptExisting: true })),
        builder.up(),
        builder.up({ replaces: ["ana"] }),
      ],
    },
    {
      name: "a roster with replaceOnChanges fails partially, then its list fails",
      steps: [
        builder.declare("team", builder.roster([0], { options })),
        builder.up(),
        builder.declare("team", builder.roster([0, 1, 2], { options })),
        builder.failBatchCreates(),
        builder.up(),
        builder.failLists(),
        builder.up(),
      ],
    },
  ];
}

function unknownIds(builder: KindBuilder): ProgramKind[] {
  return [
    {
      name: "an exclusive roster has a member whose id is unknown in the preview",
      steps: [
        builder.declare("team", builder.roster([0, 1], { exclusive: true })),
        builder.up(),
        builder.addManually(2),
        builder.addManually(3),
        builder.declare(DECLARED_PARENT, builder.parent),
        builder.declare("team", builder.roster([4, 0, 1], { exclusive: true })),
        ...builder.edit(takeMemberIdFrom("team", DECLARED_PARENT)),
        builder.up(),
      ],
    },
  ];
}

function parents(builder: KindBuilder): ProgramKind[] {
  return [
    {
      name: "a parent is renamed during recovery, and two of the members deleted with it are dropped",
      steps: [
        builder.declare(DECLARED_PARENT, builder.parent),
        builder.declare("ana", builder.membershipInParent(0)),
        builder.declare("ben", builder.membershipInParent(1)),
        builder.declare("cem", builder.membershipInParent(2)),
        builder.up(),
        ...builder.edit(renameParent, drop("ana"), drop("ben")),
        builder.up({ recover: true }),
      ],
    },
    {
      name: "a parent is dropped with the member that is deleted with it",
      steps: [
        builder.declare(DECLARED_PARENT, builder.parent),
        builder.declare("ana", builder.membershipInParent(0)),
        builder.up(),
        ...builder.edit(drop("ana"), drop(DECLARED_PARENT)),
        builder.declare("ben", builder.membership(1)),
        builder.up({ recover: true }),
      ],
    },
  ];
}

function dependencies(builder: KindBuilder): ProgramKind[] {
  const renameAndFail = [
    ...team(builder),
    builder.declare("ana", builder.membership(3)),
    ...builder.edit(renameRosterAndDependOn("team", "crew", "ana")),
    builder.failCreates(),
  ];
  return [
    {
      name: "a renamed roster depends on a membership that fails",
      steps: [...renameAndFail, builder.up()],
    },
    {
      name: "a renamed roster depends on a membership that fails, with --continue-on-error",
      steps: [...renameAndFail, builder.up({ continueOnError: true })],
    },
    {
      name: "a roster member moves to a membership that depends on the roster",
      steps: [
        ...team(builder),
        ...builder.edit(moveMember(0, 1, "ben", { adoptExisting: true, dependsOnIndex: 0 })),
        builder.up(),
      ],
    },
  ];
}
