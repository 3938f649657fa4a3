import { ChangeProgram } from "../model/steps/changeProgram";
import { Deploy } from "../model/steps/deploy";
import { ImportDuplicate } from "../model/steps/importDuplicate";
import { MakeManualChange } from "../model/steps/makeManualChange";
import type { SequenceStep } from "../model/steps/sequenceStep";
import { InjectFault } from "../model/steps/injectFault";
import type { ResourceFamily } from "../model/resourceFamily";
import type { DeployOptions } from "../model/session";
import { addMember } from "../program/manualChange";
import { declare, drop, rename } from "../program/edits";
import {
  ignoreMember,
  moveMember,
  renameRosterAndDependOn,
  renameParent,
  setOptions,
  splitRoster,
  takeMemberIdFrom,
} from "../program/moves";
import {
  DECLARED_PARENT,
  type Declaration,
  type ParentDeclaration,
  type RosterDeclaration,
} from "../program/program";

/** A program that people write, with the commands that they run. */
export interface ProgramKind {
  readonly name: string;
  readonly steps: readonly SequenceStep[];
}

const SECOND = { parent: "first" as const, ignored: [], exclusive: false };

/** One of each kind of programs in which somebody could be removed who should stay. */
export function programKinds(family: ResourceFamily): ProgramKind[] {
  const [role, other] = family.roles;
  const roster = (
    members: readonly number[],
    others: Partial<RosterDeclaration> = {},
  ): RosterDeclaration => ({
    ...{ kind: "roster", ...SECOND, ...others },
    members: new Map(members.map((member) => [member, role])),
  });
  const member = (index: number, adoptExisting = false): Declaration => ({
    ...{ kind: "membership", parent: "first", member: index, role, adoptExisting },
  });
  const house: ParentDeclaration = {
    ...{ kind: "parent", name: DECLARED_PARENT, title: "Launch" },
    chosenId: family.allowsChosenIds ? "hq" : undefined,
  };
  const inHouse = (index: number): Declaration =>
    ({ ...member(index), parent: DECLARED_PARENT, options: { deletedWith: DECLARED_PARENT } }) as Declaration;
  const is = (name: string, one: Declaration): SequenceStep => new ChangeProgram([declare(name, one)]);
  const up = (options: Partial<DeployOptions> = {}): SequenceStep =>
    new Deploy("up", { parallel: 4, preview: true, ...options });
  const change = (...edits: ConstructorParameters<typeof ChangeProgram>[0]): SequenceStep[] =>
    edits.map((edit) => new ChangeProgram([edit]));
  const failing = (operation: string, times: number | "always"): SequenceStep =>
    new InjectFault({
      rule: () => ({ kind: "error", operation, times, error: "ForbiddenException" }) as never,
      toString: () => `fault(${operation} ${times} ForbiddenException)`,
    });
  const create = Object.keys(family.writes).find((name) => /^Create(Room|Channel)Membership$/.test(name))!;
  const list = family.faults.reads.find((name) => name.startsWith("List") && name.endsWith("Memberships"))!;
  const team = [is("team", roster([0, 1, 2])), up()];
  return [
    {
      name: "mv1: a member of a roster to a resource of its own",
      steps: [...team, ...change(moveMember(0, 1, "ben", { adoptExisting: false })), up()],
    },
    {
      name: "mv7: all but one, not adopted",
      steps: [...team, ...change(splitRoster(0, ["ben", "cem"], { adoptExisting: false })), up()],
    },
    {
      name: "mv8: all but one, adopted",
      steps: [...team, ...change(splitRoster(0, ["ben", "cem"], { adoptExisting: true })), up()],
    },
    {
      name: "mv6: a member to a resource of another provider",
      steps: [
        ...team,
        ...change(moveMember(0, 1, "ben", { adoptExisting: true }), setOptions(1, { provider: "east" })),
        up(),
      ],
    },
    {
      name: "mv10: resources of their own to a roster",
      steps: [
        is("ana", member(0)),
        is("ben", member(1)),
        up(),
        ...change(moveMember(0, 0, "team", { adoptExisting: true })),
        ...change(moveMember(0, 0, "team", { adoptExisting: true })),
        up(),
      ],
    },
    {
      name: "coe: renamed without alias, and the create fails, with --continue-on-error",
      steps: [
        is("ana", member(0)),
        up(),
        ...change(rename("ana", "ben", true)),
        failing(create, 9),
        up({ continueOnError: true }),
      ],
    },
    {
      name: "coe2: a roster renamed, whose list is refused",
      steps: [
        ...team,
        ...change(rename("team", "crew", true)),
        failing(list, 9),
        up({ continueOnError: true }),
      ],
    },
    {
      name: "tg: to a roster by --target, then the old ones by --target",
      steps: [
        is("ana", member(0)),
        is("ben", member(1)),
        up(),
        ...change(drop("ana"), drop("ben"), declare("team", roster([0, 1]))),
        up({ targets: ["team"] }),
        up({ targets: ["ana", "ben"] }),
      ],
    },
    {
      name: "tgx: the same, then --exclude of the new one",
      steps: [
        is("ana", member(0)),
        is("ben", member(1)),
        is("cem", member(2)),
        up(),
        ...change(drop("ana"), drop("ben"), declare("team", roster([0, 1]))),
        up({ targets: ["team"] }),
        up({ excludes: ["team"] }),
      ],
    },
    {
      name: "dup1: a place twice in the state",
      steps: [is(DECLARED_PARENT, house), up(), new ImportDuplicate(DECLARED_PARENT), up()],
    },
    {
      name: "dup2: a member twice in the state",
      steps: [is("ana", member(0)), up(), new ImportDuplicate("ana"), up()],
    },
    {
      name: "dup3: a member twice in the state, not targeted",
      steps: [
        is("ana", member(0)),
        is("ben", member(1)),
        up(),
        new ImportDuplicate("ana"),
        up({ excludes: ["ana"] }),
      ],
    },
    {
      name: "ig1: a renamed roster lets somebody alone",
      steps: [...team, ...change(ignoreMember(0, 1, "team"), rename("team", "crew", false)), up()],
    },
    {
      name: "ig2: another roster lets somebody alone",
      steps: [...team, is("crew", roster([3])), up(), ...change(ignoreMember(0, 1, "crew")), up()],
    },
    {
      name: "pv1: a member with another role, or type, and another provider",
      steps: [
        is("ana", member(0)),
        up(),
        is("ana", { ...member(0), role: other, options: { provider: "east" } } as Declaration),
        up(),
      ],
    },
    { name: "rp: --replace of a roster", steps: [...team, up({ replaces: ["team"] })] },
    {
      name: "rp2: --replace of a member, adopted",
      steps: [is("ana", member(0, true)), up(), up({ replaces: ["ana"] })],
    },
    {
      name: "unk1: an exclusive roster with one member not known in the preview",
      steps: [
        ...[is("team", roster([0, 1], { exclusive: true })), up()],
        ...[2, 3].map((index) => new MakeManualChange(addMember({ parent: 0, member: index }, other))),
        ...[
          is(DECLARED_PARENT, house),
          is("team", roster([4, 0, 1], { exclusive: true })),
          ...change(takeMemberIdFrom("team", DECLARED_PARENT)),
          up(),
        ],
      ],
    },
    {
      name: "pr3: replaceOnChanges, a failure in part, then a re-creation whose list is refused",
      steps: [
        ...[is("team", roster([0], { options: { replaceOnChanges: ["*"] } })), up()],
        ...[
          is("team", roster([0, 1, 2], { options: { replaceOnChanges: ["*"] } })),
          failing(family.faults.batchOperation, 9),
          up(),
        ],
        ...[failing(list, 9), up()],
      ],
    },
    {
      name: "dw1: a place is renamed, with recovery on, and two are dropped that are deleted with it",
      steps: [
        ...[
          is(DECLARED_PARENT, house),
          is("ana", inHouse(0)),
          is("ben", inHouse(1)),
          is("cem", inHouse(2)),
          up(),
        ],
        ...change(renameParent, drop("ana"), drop("ben")),
        up({ recover: true }),
      ],
    },
    {
      name: "dw2: members deleted with a place that is dropped",
      steps: [
        ...[is(DECLARED_PARENT, house), is("ana", inHouse(0)), up()],
        ...change(drop("ana"), drop(DECLARED_PARENT)),
        ...[is("ben", member(1)), up({ recover: true })],
      ],
    },
    {
      name: "mv12: a roster to another one that waits for a resource that fails",
      steps: [
        ...[...team, is("ana", member(3)), ...change(renameRosterAndDependOn("team", "crew", "ana"))],
        ...[failing(create, 9), up()],
      ],
    },
    {
      name: "mv13: the same, with --continue-on-error",
      steps: [
        ...[...team, is("ana", member(3)), ...change(renameRosterAndDependOn("team", "crew", "ana"))],
        ...[failing(create, 9), up({ continueOnError: true })],
      ],
    },
    {
      name: "mv14: a member of a roster to a resource that depends on the roster",
      steps: [...team, ...change(moveMember(0, 1, "ben", { adoptExisting: true, after: 0 })), up()],
    },
  ];
}
