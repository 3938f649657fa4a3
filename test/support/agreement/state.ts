import type { Role } from "../../../emulator";
import type { StateResource } from "../stack";

/** Somebody in a room. */
export interface Member {
  roomId: string;
  memberId: string;
  role: Role;
}

/** What the state of a stack holds that program and service must agree with. */
export interface StateSeen {
  /** Rooms, each with the name of its resource. */
  rooms: { resource: string; roomId: string; name: string }[];
  members: Member[];
  /** Resources that wait for their deletion, and operations that were never finished, in words. */
  unfinished: string[];
}

/** What Pulumi keeps of a stack. */
export interface Deployment {
  resources?: Resource[];
  pending_operations?: { type: string; resource: Resource }[];
}

interface Resource extends StateResource {
  /** Whether it was replaced, and waits for its deletion. */
  delete?: boolean;
  /** Whether it is only looked up. */
  external?: boolean;
}

/** Reads the text of a state file. */
export function readState(text: string): StateSeen {
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: Deployment } };
  return seenIn(checkpoint.latest ?? {});
}

/** What a deployment holds. Resources that are only looked up are not its own. */
export function seenIn({ resources = [], pending_operations: pending = [] }: Deployment): StateSeen {
  const ofKind = (kind: string): Resource[] =>
    resources.filter(
      ({ type, external }) => external !== true && type === `pulumi-nodejs:dynamic/chime:${kind}`,
    );
  return {
    rooms: ofKind("Room").map(({ urn, outputs }) => ({
      resource: urn.split("::").at(-1)!,
      roomId: String(outputs["roomId"]),
      name: String(outputs["name"]),
    })),
    members: [
      ...ofKind("RoomMembership").map(({ outputs }) => outputs as unknown as Member),
      ...ofKind("RoomRoster").flatMap(membersOfRoster),
    ],
    unfinished: [
      ...resources.filter((resource) => resource.delete === true).map(({ urn }) => `to be deleted: ${urn}`),
      ...pending.map(({ type, resource }) => `${type}: ${resource.urn}`),
    ],
  };
}

function membersOfRoster({ outputs }: Resource): Member[] {
  const roles = Object.entries(outputs["members"] as Record<string, Role>);
  return roles.map(([memberId, role]) => ({ roomId: String(outputs["roomId"]), memberId, role }));
}
