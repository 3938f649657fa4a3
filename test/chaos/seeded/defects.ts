import type { SourceChange } from "../support/sourceChange";

/** A realistic defect in one place of the source. */
export interface Defect extends SourceChange {
  readonly name: string;
  /** The host test that must detect it: its file, and a part of its title. Default: the model must detect it. */
  readonly test?: { readonly file: string; readonly title: string };
  /** The family with which the model must detect it. Default: rooms. */
  readonly family?: "access" | "rooms";
}

/** Defects in the rules of docs/decisions/ownership.md, in the order of that page. */
const OWNERSHIP: readonly Defect[] = [
  {
    name: "the diff of a refresh counts as ownership",
    file: "ownership/ownership.ts",
    text: "const retained = ids.filter((id) => this.declaredAgain.has(id));",
    replacement: "const retained = [...ids];",
  },
  {
    name: "a room or channel that an entry keeps is not owned",
    file: "reconcile/entity/entityProvider.ts",
    text: "this.ownership.recordOwned([id]);",
    replacement: "",
    test: {
      file: "test/host/channelEntities.test.ts",
      title: "create does not adopt a user whom another entry of the state owns",
    },
  },
  {
    name: "a replacement that deletes first does not remove its own member",
    file: "ownership/ownership.ts",
    text: "if (this.isReplaced(id, removal.kind, known, replacement)) {",
    replacement: "if (false) {",
    test: {
      file: "test/host/memberships.test.ts",
      title: "a replacement with deleteBeforeReplace removes its own member and adds the member again",
    },
  },
  {
    name: "the old provider does not delete what the new provider creates again",
    file: "ownership/ownership.ts",
    text: "if (theirs.recreated && !isOwned(theirs)) return true;",
    replacement: "",
    test: {
      file: "test/host/ledgers.test.ts",
      title: "delete and recreate a channel with a chosen id whose privacy",
    },
  },
  {
    name: "a delete of a desired member that no entry owns reports success and does nothing",
    file: "ownership/ownership.ts",
    text: "if (found !== undefined) throw desiredElsewhere(what);",
    replacement: "",
  },
  {
    name: "a removal does not check what the program declares",
    file: "ownership/ownership.ts",
    text: 'return mine.desired || theirs.desired ? "desired" : "none";',
    replacement: 'return "none";',
  },
  {
    name: "a removal reports success and does nothing",
    file: "ownership/ownership.ts",
    text: "await remove();",
    replacement: "",
  },
  {
    name: "a roster forgets a member before the resource that takes over the member owns it",
    file: "reconcile/roster/applyRoster.ts",
    text: "return rolesOfSome(managed, [...kept, ...failed]);",
    replacement: "return {};",
  },
  {
    name: "a roster with a transferring member is updated again and again",
    file: "reconcile/roster/rosterProvider.ts",
    text: "undesired.length > 0;",
    replacement: "Object.keys(transferring).length > 0;",
  },
  {
    name: "a member that another roster ignores is removed",
    file: "ownership/ownership.ts",
    text: 'if (claim !== "owned" && has(known, "ignored")) return "ignored";',
    replacement: "",
  },
  {
    name: "a create and a removal of one id run at the same time",
    file: "ownership/ownership.ts",
    text: "return this.locks.hold(ids, async () => {",
    replacement: "return this.locks.hold([], async () => {",
    test: {
      file: "test/host/roomMembership.test.ts",
      title: "cannot both create the membership, even at the same time",
    },
  },
  {
    name: "the ledgers of other plugins are not read before a removal",
    file: "ownership/otherLedgers.ts",
    text: "const plugins = this.factsOfPlugins(id, hash);",
    replacement: "const plugins = NO_FACTS;",
    test: {
      file: "test/host/ledgers.test.ts",
      title: "do not remove a member whom the other process retains",
    },
  },
  {
    name: "what a killed process owned still counts as owned",
    file: "ownership/otherLedgers.ts",
    text: "return !isOwned(facts) || isRunning(this.name.pid) ? facts",
    replacement: "return true ? facts",
    test: {
      file: "test/host/ledgers.test.ts",
      title: "do not remove a member whom a killed process owned",
    },
  },
  {
    name: "a process whose ledger was deleted removes members",
    file: "ownership/ownership.ts",
    text: "if (this.ledger.isMissing) throw ledgerMissing();",
    replacement: "",
    test: {
      file: "test/host/ledgers.test.ts",
      title: "remove nobody and say so after their ledger folder was deleted",
    },
  },
];

/** Defects of administrators, moderators and bans. */
const ACCESS: readonly Defect[] = [
  {
    name: "the removal of a ban reports success and does nothing",
    file: "aws/channels/channelBans.ts",
    text: "return client.send(new DeleteChannelBanCommand(params), options);",
    replacement: 'return Promise.resolve({ $metadata: { httpStatusCode: 204, requestId: "none" } });',
    family: "access",
  },
  {
    name: "an administrator, a moderator or a ban is forgotten if the read is refused",
    file: "aws/channels/memberships.ts",
    text: "return parentExists && (!this.calls.listIsComplete || members.has(memberId));",
    replacement: "return parentExists && !this.calls.listIsComplete;",
    test: {
      file: "test/host/channelAccess.test.ts",
      title: "fails if it is refused and the list has the user",
    },
  },
  {
    name: "the ban of a declared member is not refused",
    file: "reconcile/contradictions.ts",
    text: "if (!ids.some((id) => !id.includes(UNKNOWN_VALUE) && ownership.isDesired(id))) return [];",
    replacement: "return [];",
    family: "access",
  },
  {
    name: "the removal of a moderator that another entry has removes it",
    file: "ownership/ownership.ts",
    text: 'case "owned": return "owned";',
    replacement:
      'case "owned": return id.includes(",moderator,") ? this.removeUndesired(id, removal) : "owned";',
    family: "access",
  },
  {
    name: "a roster of moderators takes the membership of a user for its moderator",
    file: "reconcile/roster/rosterOwnership.ts",
    text: "this.ownership.outcomeInRoster(this.schema.formatId(parent, memberId));",
    replacement: "this.ownership.outcomeInRoster(`${this.schema.formatParentId(parent)},${memberId}`);",
    family: "access",
  },
];

/** The defects that the tests must detect. */
export const DEFECTS: readonly Defect[] = [
  ...OWNERSHIP,
  ...ACCESS,
  {
    name: "a preview does not name the members that will be removed",
    file: "reconcile/roster/rosterAnnouncements.ts",
    text: "this.progress[how](this.withName(roster, message)); return true;",
    replacement: "return true;",
  },
  {
    name: "members that were read before their user was deleted still count as members",
    file: "reconcile/entity/entityProvider.ts",
    text: "this.session.api.forgetSnapshots();",
    replacement: "",
    test: {
      file: "test/host/channelEntities.test.ts",
      title: "update adds a member again whose user was deleted after the members were read",
    },
  },
  {
    name: "a 404 to an update counts as success",
    file: "reconcile/membership/membershipOperations.ts",
    text: 'if (!isChimeError(error, "notFound")) throw error; return this.addAgain(parent, member);',
    replacement:
      'if (!isChimeError(error, "notFound")) throw error; return { role: member.role, attributes: {} };',
    test: {
      file: "test/host/memberships.test.ts",
      title: "update adds the member again if the member is gone",
    },
  },
  {
    name: "a write does not invalidate earlier reads",
    file: "aws/memberships/snapshots.ts",
    text: "const reply = await call; this.forget(parent);",
    replacement: "const reply = await call;",
    test: {
      file: "test/host/memberships.test.ts",
      title: "read returns a member that was created right after an earlier read",
    },
  },
  {
    name: "the errors inside a batch are ignored",
    file: "aws/memberships/batchCreate.ts",
    text: "batch.recordReply(reply.refusals ?? [], earlierOutcomeUnknown);",
    replacement: "batch.recordReply([], earlierOutcomeUnknown);",
  },
  {
    name: "a call is retried without limit",
    file: "aws/call/retryStrategy.ts",
    text: "new AdaptiveRetryStrategy(maxAttempts,",
    replacement: "new AdaptiveRetryStrategy(1000 * maxAttempts,",
  },
  {
    name: "the role of an adopted membership is not compared",
    file: "reconcile/membership/membershipOperations.ts",
    text: "return found.role === member.role ? found : this.changeRole(parent, member, found.attributes);",
    replacement: "return found;",
    test: {
      file: "test/host/roomMembership.test.ts",
      title: "create adopts a member that PULUMI_CHIME_RECOVER names",
    },
  },
  {
    name: "the 404 of a proxy counts as gone",
    file: "aws/errors/classify.ts",
    text: "return status === 404 && requestId !== undefined;",
    replacement: "return status === 404;",
    test: { file: "test/host/unexpectedResponses.test.ts", title: "a 404 of a gateway that answers in JSON" },
  },
  {
    name: "an update with an ambiguous outcome is forgotten",
    file: "reconcile/membership/membershipProvider.ts",
    text: "throw new PartialFailure(id, without(unknown, { ...olds, ...news }), error);",
    replacement: "throw error;",
    test: {
      file: "test/host/roomMembership.test.ts",
      title: "saves no role after an ambiguous outcome",
    },
  },
  {
    name: "a create with an ambiguous outcome is forgotten",
    file: "reconcile/membership/membershipProvider.ts",
    text: "throw new PartialFailure(id, saved, error);",
    replacement: "throw error;",
  },
  {
    name: "an exclusive roster removes ignored members",
    file: "reconcile/roster/rosterPlan.ts",
    text: "...(desired.ignoreMembers ?? []),",
    replacement: "",
    test: {
      file: "test/host/roomRoster.test.ts",
      title: "removes unmanaged members if it is exclusive, except ignored ones",
    },
  },
];
