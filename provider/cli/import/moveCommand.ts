import type { ChimeSession } from "../../aws/session";
import { describeRoom, type RoomKey } from "../../schema/rooms/roomId";
import { messages, print, STANDARD_OUTPUT } from "../output";
import { channelProgramOf, type RoomToMove } from "./channelProgram";
import type { ImportOptions } from "./importOptions";
import { existing } from "./importSource";
import { writeFiles } from "./outputFiles";
import { roomSource } from "./roomSource";

/** Reads a room, and writes a program that creates a channel with its members. There is nothing to import. */
export async function writeChannelProgram(
  room: RoomKey,
  session: ChimeSession,
  options: ImportOptions,
): Promise<void> {
  const { program: path, names = false, dryRun = false } = options;
  const description = describeRoom(room);
  messages.info(`Reading the members of ${description} …`);
  const { state } = existing(await session.api.rooms.observe(room), description);
  const progress = () => () => undefined;
  const reading = { withAttributes: false, withNames: names, progress };
  const found = await roomSource(room, {}).members(session, reading);
  const users = found.filter(({ memberType = "User" }) => memberType === "User");
  const text = channelProgramOf({ description, name: state.name, users });
  if (!dryRun && path === STANDARD_OUTPUT) await print(text);
  else if (!dryRun) await writeFiles([{ path, text, isPrivate: names }], options);
  messages.info(reportOf({ description, name: state.name, users }, found.length - users.length, options));
}

function reportOf(
  { users }: RoomToMove,
  others: number,
  { program, names = false, dryRun = false }: ImportOptions,
): string {
  const path = program === STANDARD_OUTPUT ? "standard output" : program;
  const verb = dryRun ? "Dry run: nothing was written. Without --dry-run, this command writes" : "Wrote";
  const moderators = users.filter(({ role }) => role === "Administrator").length;
  return [
    `${verb} the program to ${path}: a channel with ${users.length} members, of whom ${moderators} are moderators.`,
    ...(others > 0
      ? [`${others} bots and webhooks of the room are left out: they do not exist in an app instance.`]
      : []),
    ...(names ? [`Personal data: ${path} contains the names of people in plain text.`] : []),
    "Before the first `pulumi up`, replace the ids in it with those of your application. The room does not change.",
  ].join("\n");
}
