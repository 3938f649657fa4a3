import type { AppInstance, Channel } from "./appInstances";

/** What a bearer is in a channel. One can be several things. */
interface Standing {
  readonly administrator: boolean;
  readonly moderator: boolean;
  readonly member: boolean;
}

/** Where a bearer stands. */
export interface Scene {
  readonly instance: AppInstance;
  readonly channel: Channel;
  /** ARN. */
  readonly bearer: string;
}

/*
 * The table of roles, row by row. It does not let somebody who is no member join a channel; the page on concepts
 * lets everybody add themselves to a public one, and so does the emulator where the channel is unrestricted.
 *
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/messaging-concepts.html
 */

/** Whether the bearer may see a channel's name, mode and metadata. */
export function maySeeChannel(scene: Scene, privateDetails: "administrators" | "members"): boolean {
  const { administrator, moderator, member } = standing(scene);
  const insider = moderator || member;
  return administrator || isPublic(scene) || (privateDetails === "members" && insider);
}

/** Whether the bearer may rename a channel or delete it. */
export function mayChangeChannel(scene: Scene): boolean {
  const { administrator, moderator } = standing(scene);
  return administrator || moderator;
}

/** Whether the bearer may see who is in a channel. */
export function maySeeMembers(scene: Scene): boolean {
  const { administrator, moderator, member } = standing(scene);
  return administrator || moderator || member || isPublic(scene);
}

/** Whether the bearer may put this member into a channel. */
export function mayAdd(scene: Scene, memberArn: string): boolean {
  const { administrator, moderator, member } = standing(scene);
  if (administrator || moderator) return true;
  if (scene.channel.mode === "RESTRICTED") return false;
  return member || (isPublic(scene) && memberArn === scene.bearer);
}

/** Whether the bearer may take members out of a channel. */
export function mayRemove(scene: Scene): boolean {
  const { administrator, moderator, member } = standing(scene);
  return administrator || moderator || member;
}

function standing({ instance, channel, bearer }: Scene): Standing {
  return {
    administrator: instance.administrators.has(bearer),
    moderator: channel.moderators.has(bearer),
    member: channel.memberships.current.has(bearer),
  };
}

function isPublic({ channel }: Scene): boolean {
  return channel.privacy === "PUBLIC";
}
