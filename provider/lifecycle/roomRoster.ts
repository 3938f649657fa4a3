import { isDeepStrictEqual } from "node:util";

import type * as pulumi from "@pulumi/pulumi";

import { roomInWords } from "../chime/roomMembershipShape";
import type { RoomSnapshot } from "../chime/roomSnapshots";
import type { ChimeSession } from "../chime/session";
import { sourceOfConfig } from "../chime/settings/configSource";
import { formatMembershipId } from "../contract/membershipId";
import { PlainError } from "../contract/plainError";
import type { Properties } from "../contract/properties";
import { formatRoomId, parseRoomId, type RoomKey } from "../contract/roomId";
import {
  conductOf,
  heldIn,
  isKnown,
  roleIn,
  rosterOf,
  type HeldMembers,
  type RoomRosterInputs,
  type RosterMembers,
} from "../contract/roomRoster";
import { canonicalRoster, rosterProblems } from "../contract/rosterInputs";
import type { Claims } from "./claims";
import { PartialFailure } from "./partialFailure";
import type { Progress } from "./progress";
import { heldAfter } from "./rosterAftermath";
import { RosterActions, type MemberFailures } from "./rosterActions";
import { planOf, strangers, type RosterPlan } from "./rosterPlan";
import { rosterError } from "./rosterReport";

/** What happens to the members of a room that are one resource, as its program, its room and its service change. */
export class RoomRosterLifecycle implements pulumi.dynamic.ResourceProvider<Properties, Properties> {
  private readonly actions: RosterActions;

  /**
   * @param chime The service, and the settings.
   * @param claims Who has which membership in this deployment: shared with all that manage memberships.
   * @param progress Where long work says how far it is.
   */
  public constructor(
    private readonly chime: ChimeSession,
    private readonly claims: Claims,
    private readonly progress: Progress,
  ) {
    this.actions = new RosterActions(chime, claims, progress);
  }

  /** Keeps the settings. Done before it returns: the host lets hooks run without waiting for its promise. */
  public configure({ config }: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.chime.configure(sourceOfConfig(config));
    return Promise.resolve();
  }

  /** Finds all that is wrong with the inputs and the settings, and brings the members into their one form. */
  public async check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    const failures = [...rosterProblems(news), ...this.chime.problems];
    if (failures.length > 0) return { inputs: news, failures };
    const inputs = canonicalRoster(news);
    if (isKnown(inputs)) this.declare(rosterOf(inputs));
    // A new resource has no `diff`: this is where its preview can say who would have to go.
    if (olds["roomId"] === undefined && isKnown(inputs)) await this.warnStrangers(NOBODY, rosterOf(inputs));
    return { inputs, failures };
  }

  /** Another room is another roster; everything else is an update, which an exclusive one may need by itself. */
  public async diff(_id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    const replaces = ["accountId", "roomId"].filter((property) => olds[property] !== news[property]);
    const differs = [...replaces, ...REST].some((name) => !isDeepStrictEqual(olds[name], news[name]));
    const held = replaces.length > 0 ? NOBODY : heldIn(olds);
    if (!isKnown(news)) return { changes: differs, replaces };
    this.keep(rosterOf(news), held);
    const others = await this.warnStrangers(held, rosterOf(news));
    return { changes: differs || others.length > 0, replaces, deleteBeforeReplace: false };
  }

  /** Makes all of them members, and takes those over who are it already. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const roster = rosterOf(inputs);
    const id = formatRoomId(roster);
    const { members, failures, total } = await this.bringAbout(roster, NOBODY);
    if (failures.size === 0) return { id, outs: { ...roster } };
    const error = rosterError(roster, failures, total);
    throw Object.keys(members).length === 0 ? error : new PartialFailure(id, { ...inputs, members }, error);
  }

  /** Reads who of the roster is in the room, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const room = parseRoomId(id);
    const isLookup = props["members"] === undefined;
    const held = isLookup ? NOBODY : heldIn(props);
    const snapshot = await this.actions.look(room, Object.keys(held));
    if (!snapshot.roomExists && isLookup) throw missing(room);
    if (!snapshot.roomExists) return {};
    const members = rolesIn(snapshot, isLookup ? [...snapshot.members.keys()].sort() : Object.keys(held));
    const inputs = { ...room, ...conductOf(props), members };
    const others = rolesIn(snapshot, strangers({ held, wanted: { ...conductOf(props), members }, snapshot }));
    const otherMembers = Object.keys(others).length === 0 ? {} : { otherMembers: others };
    return { id, inputs, props: { ...inputs, ...otherMembers } };
  }

  /** Adds, changes and removes those who differ in the program, and nobody else. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const roster = rosterOf(news);
    const { members, failures, total } = await this.bringAbout(roster, heldIn(olds));
    if (failures.size === 0) return { outs: { ...roster } };
    throw new PartialFailure(id, { ...news, members }, rosterError(roster, failures, total));
  }

  /** Takes those out whom the roster manages, but for those whom another resource of this deployment has. */
  public async delete(id: string, props: Properties): Promise<void> {
    const room = parseRoomId(id);
    const members = heldIn(props);
    const memberIds = Object.keys(members);
    const administratorsLast = memberIds.sort(
      (one, other) => Number(members[one] === "Administrator") - Number(members[other] === "Administrator"),
    );
    const plan: RosterPlan = { add: [], promote: [], demote: [], remove: administratorsLast };
    const failures = await this.actions.carryOut(room, plan);
    if (failures.size > 0) throw rosterError(room, failures, memberIds.length);
  }

  private async bringAbout(roster: RoomRosterInputs, held: HeldMembers): Promise<Outcome> {
    const idOf = (memberId: string): string => formatMembershipId({ ...roster, memberId });
    const added = Object.keys(roster.members).filter((memberId) => roleIn(held, memberId) === undefined);
    return this.claims.makeAll(
      added.map(idOf),
      () => this.reconcile(roster, held),
      ({ members }) => added.filter((memberId) => !Object.hasOwn(members, memberId)).map(idOf),
    );
  }

  // Nothing that is read before the claims hold counts: another resource may have been removing whom this one declares.
  private async reconcile(roster: RoomRosterInputs, held: HeldMembers): Promise<Outcome> {
    const snapshot = await this.chime.service.roomMemberships.snapshot(roster);
    const plan = planOf({ held, wanted: roster, snapshot });
    const failures = await this.actions.carryOut(roster, plan);
    return {
      members: heldAfter({ held, wanted: roster.members, snapshot, failures }),
      failures,
      total: Object.values(plan).flat().length,
    };
  }

  private declare(roster: RoomRosterInputs): void {
    for (const memberId of Object.keys(roster.members)) {
      this.claims.declare(formatMembershipId({ ...roster, memberId }));
    }
  }

  private keep(roster: RoomRosterInputs, held: HeldMembers): void {
    for (const memberId of Object.keys(roster.members)) {
      if (roleIn(held, memberId) !== undefined) this.claims.keep(formatMembershipId({ ...roster, memberId }));
    }
  }

  private async warnStrangers(held: HeldMembers, wanted: RoomRosterInputs): Promise<string[]> {
    if (wanted.exclusive !== true) return [];
    const snapshot = await this.chime.service.roomMemberships.snapshot(wanted);
    const others = strangers({ held, wanted, snapshot });
    const count = others.length === 1 ? "1 member" : `${others.length} members`;
    if (others.length > 0) {
      this.progress.say(
        `The roster of ${roomInWords(wanted)} is exclusive: \`pulumi up\` removes ${count} that it does not list ` +
          `(${others.join(", ")}). To leave somebody alone, list them in ignoreMembers.`,
      );
    }
    return others;
  }
}

interface Outcome {
  members: HeldMembers;
  failures: MemberFailures;
  total: number;
}

const NOBODY: HeldMembers = {};
const REST = ["members", "exclusive", "ignoreMembers"] as const;

function rolesIn(snapshot: RoomSnapshot, memberIds: readonly string[]): RosterMembers {
  return Object.fromEntries(
    memberIds.flatMap((memberId) => {
      const found = snapshot.members.get(memberId);
      return found ? [[memberId, found.state.role]] : [];
    }),
  );
}

function missing(room: RoomKey): Error {
  const message = `There is no ${roomInWords(room)} in Amazon Chime: check the two ids.`;
  return new PlainError(message, "A look-up found no room");
}
