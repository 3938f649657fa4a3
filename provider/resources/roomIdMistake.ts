import type * as pulumi from "@pulumi/pulumi";

import { programError } from "./programError";

const resourceIds = new WeakSet();

/** Remembers the resource id of a room, so that {@link refuseResourceId} recognizes it before it is known. */
export function rememberResourceId(id: pulumi.Output<pulumi.ID>): void {
  resourceIds.add(id);
}

/**
 * Refuses `room.id` as the id of a room, in the first preview too, in which it is unknown.
 *
 * @throws RunError when `roomId` is the output `id` of a `Room`.
 */
export function refuseResourceId(name: string, roomId: pulumi.Input<string>): void {
  if (typeof roomId !== "object" || !resourceIds.has(roomId)) return;
  throw programError(
    `The roomId of "${name}" is room.id, the id of the resource (accountId/roomId). Use room.roomId.`,
  );
}
