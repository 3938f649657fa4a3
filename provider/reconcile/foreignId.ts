import { parseAppInstanceId } from "../schema/channels/appInstanceSchema";
import { parseAppInstanceUserId } from "../schema/channels/appInstanceUserSchema";
import { parseChannelId } from "../schema/channels/channelId";
import { parseChannelMembershipId } from "../schema/channels/channelMembershipId";
import { parseRoomMembershipId } from "../schema/rooms/roomMembershipId";
import { UserError } from "../schema/userError";
import type { Properties } from "../schema/properties";
import { PROVIDER_TEXT, type ResourceKind } from "../schema/providerText";
import { parseRoomId } from "../schema/rooms/roomId";

/**
 * Refuses an entry of the state that another provider created, which reaches a resource of this package through an
 * alias. Its id and outputs are not those of this package, so that it could not be refreshed or deleted later.
 *
 * @param id The id in the state.
 * @param olds The outputs in the state.
 * @param news The inputs of the resource of this package.
 * @throws UserError where the entry has another provider's text or an id of another form.
 */
export function refuseForeignAlias(id: string, olds: Properties, news: Properties): void {
  const kind = kindOf(news);
  const origin = kind && originOf(kind, id, olds);
  if (kind === undefined || origin === undefined) return;
  throw new UserError(
    `${origin} An alias in the program says that it is this resource, but pulumi-chime can only ` +
      `manage what it created or imported itself. Nothing was changed. Remove the alias. ${KINDS[kind].way}`,
    "Another provider created it",
  );
}

/**
 * Refuses an entry of the state that has the provider text of this package, but whose id another provider chose.
 *
 * @param id The id in the state.
 * @param props The outputs in the state.
 * @throws UserError where the id has another form.
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
  /** What an id of the kind looks like. */
  schema: string;
  /** Throws where an id has another form. */
  parse: (id: string) => unknown;
  /** How a person moves such a resource from another provider to this package. */
  way: string;
  /** The same, when the resource has left the state. */
  afterRemoval: string;
}

const RETAIN =
  "In a first `pulumi up`, set retainOnDelete: true on the resource of the other provider. In a second,";
const GUIDE = "The guide docs/guides/coming-from-your-own-provider.md has the details.";
const MEMBERSHIP = {
  way: `${RETAIN} replace it by this one with adoptExisting: true, or import it with \`npx pulumi-chime import\`. ${GUIDE}`,
  afterRemoval: "Then declare it with adoptExisting: true, or import it with `npx pulumi-chime import`.",
};
const ROSTER = {
  way: `${RETAIN} replace it by this one, which adopts its members, or import it with \`npx pulumi-chime import --roster\`. ${GUIDE}`,
  afterRemoval:
    "Then declare it again, which adopts its members, or import it with `npx pulumi-chime import --roster`.",
};

function container(kind: ResourceKind): Pick<KindFacts, "way" | "afterRemoval"> {
  return {
    way: `${RETAIN} replace it by ${kind}.get, which reads what exists, or import it with a file. ${GUIDE}`,
    afterRemoval: `Then use ${kind}.get, which reads what exists, or import it with a file. ${GUIDE}`,
  };
}

const KINDS: Record<ResourceKind, KindFacts> = {
  AppInstance: {
    schema: "the ARN of an app instance",
    parse: parseAppInstanceId,
    ...container("AppInstance"),
  },
  AppInstanceUser: {
    schema: "the ARN of an app instance user",
    parse: parseAppInstanceUserId,
    ...container("AppInstanceUser"),
  },
  Channel: { schema: "the ARN of a channel", parse: parseChannelId, ...container("Channel") },
  ChannelMembership: { schema: "channelArn,memberArn", parse: parseChannelMembershipId, ...MEMBERSHIP },
  ChannelRoster: { schema: "the ARN of a channel", parse: parseChannelId, ...ROSTER },
  Room: { schema: "accountId/roomId", parse: parseRoomId, ...container("Room") },
  RoomMembership: { schema: "accountId/roomId/memberId", parse: parseRoomMembershipId, ...MEMBERSHIP },
  RoomRoster: { schema: "accountId/roomId", parse: parseRoomId, ...ROSTER },
};

// Each resource has the text of its provider among its properties.
function kindOf({ __provider: text }: Properties): ResourceKind | undefined {
  return (Object.keys(PROVIDER_TEXT) as ResourceKind[]).find((kind) => PROVIDER_TEXT[kind] === text);
}

/** Says that another provider created the entry of the state; undefined where this package did. */
function originOf(kind: ResourceKind, id: string, olds: Properties): string | undefined {
  const hasForm = isOfForm(kind, id);
  // A provider of one's own may have ids of the same form. When such a resource is replaced, the engine still runs the
  // delete of that provider, which does not ask what this package has adopted meanwhile.
  const hasText = olds["__provider"] === undefined || olds["__provider"] === PROVIDER_TEXT[kind];
  if (hasForm && hasText) return undefined;
  const creator = hasText ? undefined : kindOf(olds);
  const by = creator === undefined ? "another provider" : `a ${creator} of this package`;
  const schema = hasForm ? "" : ` The id of a ${kind} of pulumi-chime is ${KINDS[kind].schema}.`;
  return `The state has "${id}" as the id of this ${kind}: ${by} created it.${schema}`;
}

function isOfForm(kind: ResourceKind, id: string): boolean {
  try {
    KINDS[kind].parse(id);
    return true;
  } catch {
    return false;
  }
}
