import { parseArn } from "../store/messaging/arns";
import type { Context } from "./operation";

/** AWS account of whoever has signed the call. */
export function owner({ caller }: Context): string {
  return caller.arn.split(":")[4] ?? "";
}

/** Whether an ARN is of the caller's AWS account and of the region of the call, the only ones that it can know. */
export function isHere(context: Context, arn: string): boolean {
  const parsed = parseArn(arn);
  return parsed?.region === context.region && parsed.owner === owner(context);
}
