import { parseAppInstanceAdminId } from "../schema/channels/appInstanceAdminSchema";
import { parseAppInstanceBotId } from "../schema/channels/appInstanceBotSchema";
import { parseAppInstanceId } from "../schema/channels/appInstanceSchema";
import { parseAppInstanceUserId } from "../schema/channels/appInstanceUserSchema";
import { parseChannelId } from "../schema/channels/channelId";
import { parseChannelMembershipId } from "../schema/channels/channelMembershipId";
import { parseChannelModeratorId } from "../schema/channels/channelModeratorSchema";
import { FLOW, parseSettingId, RETENTION, STREAMING } from "../schema/channels/settingId";
import { parseChannelBanId } from "../schema/channels/channelBanSchema";
import { parseRoomMembershipId } from "../schema/rooms/roomMembershipId";
import { UserError } from "../schema/userError";
import type { Properties } from "../schema/properties";
import { PROVIDER_TEXT, type ResourceKind } from "../schema/providerText";
import { parseRoomId } from "../schema/rooms/roomId";

/**
 * Refuses an alias to a resource of another provider or of another kind. Its id and outputs have another format, so this package
 * could not refresh or delete it later.
 *
 * @param id The id in the state.
 * @param olds The outputs in the state.
 * @param news The inputs of the resource of this package.
 * @throws UserError if the state has the text of another provider or kind, or an id of another format.
 */
export function refuseForeignAlias(id: string, olds: Properties, news: Properties): void {
  const kind = kindOf(news);
  if (kind === undefined) return;
  const creator = creatorOf(kind, id, olds);
  if (creator !== undefined && creator !== kind) throw otherKind(kind, creator);
  const origin = originOf(kind, id, olds);
  if (origin === undefined) return;
  throw new UserError(
    `${origin} An alias in the program refers to it, but pulumi-chime can only manage what it created or ` +
      `imported. Nothing was changed. Remove the alias. ${KINDS[kind].migration}`,
    "Another provider created it",
  );
}

// An alias keeps the entry of the state, which is that of one membership or of a whole roster.
function otherKind(kind: ResourceKind, creator: ResourceKind): UserError {
  const adoption = ROSTER_OF[kind] === creator ? " Set adoptExisting: true on it." : "";
  const move =
    ROSTER_OF[kind] === creator || ROSTER_OF[creator] === kind
      ? ` Without it, one \`pulumi up\` moves the members from the ${creator} to the ${kind}, and removes nobody.${adoption} See ` +
        "node_modules/pulumi-chime/docs/guides/moving-members.md."
      : "";
  return new UserError(
    `An alias in the program gives this ${kind} the entry of a ${creator}, which cannot become a ${kind}. Nothing was changed. ` +
      `Remove the alias.${move}`,
    "Alias of another kind",
  );
}

/** The roster that can manage the members of the other kind. */
const ROSTER_OF: Partial<Record<ResourceKind, ResourceKind>> = {
  ChannelMembership: "ChannelRoster",
  ChannelModerator: "ChannelModeratorRoster",
  RoomMembership: "RoomRoster",
};

/**
 * Refuses a state that has the provider text of this package, but an id of another provider.
 *
 * @param id The id in the state.
 * @param props The outputs in the state.
 * @throws UserError if the id has another format.
 */
export function refuseForeignState(id: string, props: Properties): void {
  const kind = kindOf(props);
  const origin = kind && originOf(kind, id, props);
  if (kind === undefined || origin === undefined) return;
  throw new UserError(
    `${origin} pulumi-chime can neither read nor delete it. Remove the resource from the state ` +
      `with \`pulumi state delete URN\`, which changes nothing in Amazon Chime. ${KINDS[kind].afterRemoval}`,
    "Another provider created it",
  );
}

interface KindFacts {
  /** The format of an id. */
  idFormat: string;
  /** Throws if an id has another format. */
  parse: (id: string) => unknown;
  /** Whether a state of this kind can have these as its `members`. */
  hasMembers: (members: unknown) => boolean;
  /** How to move such a resource from another provider to this package. */
  migration: string;
  /** The same, after the resource was removed from the state. */
  afterRemoval: string;
}

const RETAIN =
  "In a first `pulumi up`, set retainOnDelete: true on the resource of the other provider. In a second,";
const GUIDE = "See node_modules/pulumi-chime/docs/guides/coming-from-your-own-provider.md.";
const hasNoMembers = (members: unknown): boolean => members === undefined;
const MEMBERSHIP = {
  hasMembers: hasNoMembers,
  migration: `${RETAIN} replace it with this one, with adoptExisting: true, or import it with \`npx pulumi-chime import\`. ${GUIDE}`,
  afterRemoval: "Then declare it with adoptExisting: true, or import it with `npx pulumi-chime import`.",
};
const SETTING = {
  hasMembers: hasNoMembers,
  migration: `${RETAIN} replace it with this one, with adoptExisting: true, or import it with a file. ${GUIDE}`,
  afterRemoval: `Then declare it with adoptExisting: true, or import it with a file. ${GUIDE}`,
};
const ROSTER = {
  migration: `${RETAIN} replace it with this one, which adopts its members, or import it with \`npx pulumi-chime import --roster\`. ${GUIDE}`,
  afterRemoval:
    "Then declare it again, which adopts its members, or import it with `npx pulumi-chime import --roster`.",
};

/** The members are a map in the dynamic form, and a list in the native form: of ids, where they have no role. */
function hasMembers(type: "object" | "string"): KindFacts["hasMembers"] {
  return (members) =>
    Array.isArray(members) ? members.every((item) => typeof item === type) : members !== undefined;
}

function entity(kind: ResourceKind): Pick<KindFacts, "hasMembers" | "migration" | "afterRemoval"> {
  return {
    hasMembers: hasNoMembers,
    migration: `${RETAIN} replace it with ${kind}.get, which reads what exists, or import it with a file. ${GUIDE}`,
    afterRemoval: `Then use ${kind}.get, which reads what exists, or import it with a file. ${GUIDE}`,
  };
}

const KINDS: Record<ResourceKind, KindFacts> = {
  AppInstance: {
    idFormat: "the ARN of an app instance",
    parse: parseAppInstanceId,
    ...entity("AppInstance"),
  },
  AppInstanceAdmin: {
    idFormat: "appInstanceArn,admin,appInstanceAdminArn",
    parse: parseAppInstanceAdminId,
    ...MEMBERSHIP,
  },
  AppInstanceBot: {
    idFormat: "the ARN of an app instance bot",
    parse: parseAppInstanceBotId,
    ...entity("AppInstanceBot"),
  },
  AppInstanceRetention: {
    idFormat: "appInstanceArn,retention",
    parse: (id) => parseSettingId(RETENTION, id),
    ...SETTING,
  },
  AppInstanceStreaming: {
    idFormat: "appInstanceArn,streaming",
    parse: (id) => parseSettingId(STREAMING, id),
    ...SETTING,
  },
  AppInstanceUser: {
    idFormat: "the ARN of an app instance user",
    parse: parseAppInstanceUserId,
    ...entity("AppInstanceUser"),
  },
  Channel: { idFormat: "the ARN of a channel", parse: parseChannelId, ...entity("Channel") },
  ChannelBan: { idFormat: "channelArn,ban,memberArn", parse: parseChannelBanId, ...MEMBERSHIP },
  ChannelFlowAssociation: {
    idFormat: "channelArn,flow",
    parse: (id) => parseSettingId(FLOW, id),
    ...SETTING,
  },
  ChannelMembership: { idFormat: "channelArn,memberArn", parse: parseChannelMembershipId, ...MEMBERSHIP },
  ChannelModerator: {
    idFormat: "channelArn,moderator,channelModeratorArn",
    parse: parseChannelModeratorId,
    ...MEMBERSHIP,
  },
  ChannelModeratorRoster: {
    idFormat: "the ARN of a channel",
    parse: parseChannelId,
    hasMembers: hasMembers("string"),
    ...ROSTER,
  },
  ChannelRoster: {
    idFormat: "the ARN of a channel",
    parse: parseChannelId,
    hasMembers: hasMembers("object"),
    ...ROSTER,
  },
  Room: { idFormat: "accountId/roomId", parse: parseRoomId, ...entity("Room") },
  RoomMembership: { idFormat: "accountId/roomId/memberId", parse: parseRoomMembershipId, ...MEMBERSHIP },
  RoomRoster: {
    idFormat: "accountId/roomId",
    parse: parseRoomId,
    hasMembers: hasMembers("object"),
    ...ROSTER,
  },
};

const KIND_NAMES = Object.keys(KINDS) as ResourceKind[];

// Pulumi stores the text of a dynamic provider as a property of each resource.
function kindOf({ __provider: text }: Properties): ResourceKind | undefined {
  return KIND_NAMES.find((kind) => PROVIDER_TEXT[kind] === text);
}

// A state of the native form has no provider text. Its id has the format of one kind, or of several that differ in their members.
function creatorOf(kind: ResourceKind, id: string, olds: Properties): ResourceKind | undefined {
  if (olds["__provider"] !== undefined) return kindOf(olds);
  return [kind, ...KIND_NAMES].find((one) => hasIdFormat(one, id) && KINDS[one].hasMembers(olds["members"]));
}

/** A sentence that names the other provider that created the resource; undefined if this package did. */
function originOf(kind: ResourceKind, id: string, olds: Properties): string | undefined {
  const hasFormat = hasIdFormat(kind, id);
  // Another dynamic provider may use the same id format. If the resource were replaced, the engine would run the delete of
  // that provider, which would remove what this package has adopted.
  const hasText = olds["__provider"] === undefined || olds["__provider"] === PROVIDER_TEXT[kind];
  if (hasFormat && hasText) return undefined;
  const format = hasFormat ? "" : ` The id of a ${kind} of pulumi-chime is ${KINDS[kind].idFormat}.`;
  return `The state has "${id}" as the id of this ${kind}: another provider created it.${format}`;
}

function hasIdFormat(kind: ResourceKind, id: string): boolean {
  try {
    KINDS[kind].parse(id);
    return true;
  } catch {
    return false;
  }
}
