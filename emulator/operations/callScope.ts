import { parseArn } from "../model/arns";
import type { Context } from "./operation";

/** The AWS account of the caller. */
export function awsAccountOf({ caller }: Context): string {
  return caller.arn.split(":")[4] ?? "";
}

/** Whether an ARN is in the AWS account of the caller and the region of the call. A call can access no others. */
export function isInCallScope(context: Context, arn: string): boolean {
  const parsed = parseArn(arn);
  return parsed?.region === context.region && parsed.awsAccountId === awsAccountOf(context);
}
