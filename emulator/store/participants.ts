import { parseArn } from "../model/arns";
import type { AppInstance, Participant } from "./appInstance";

/** The users or the bots of an app instance. */
export function participantsOf(instance: AppInstance, kind: "user" | "bot"): Participant[] {
  return [...instance.participants.values()].filter(({ arn }) => parseArn(arn)?.kind === kind);
}
