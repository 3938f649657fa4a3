import { OPERATIONS, type Operation } from "../../schema/operations";
import { code } from "./markdown";

const APP_INSTANCES = "arn:aws:chime:us-east-1:111122223333:app-instance/*";

const NARROWER =
  "Set your region and the number of your AWS account. To allow one app instance only, use its ARN, and " +
  "its ARN followed by `/*`.";
const OTHERS =
  'The actions under `"*"` do not support that. [Security](../guides/security.md#iam) explains why lists ' +
  "are read.";

/** The IAM policy that allows these operations. */
export function policy(operations: readonly Operation[]): string {
  const statement = (resource: string, allowed: readonly Operation[]): object[] =>
    allowed.length === 0
      ? []
      : [{ Effect: "Allow", Action: allowed.map((name) => `chime:${name}`), Resource: resource }];
  const inAppInstance = operations.filter((name) => OPERATIONS[name] === "app-instance");
  const others = operations.filter((name) => OPERATIONS[name] === "*");
  const Statement = [...statement(APP_INSTANCES, inAppInstance), ...statement("*", others)];
  const json = JSON.stringify({ Version: "2012-10-17", Statement }, undefined, 2);
  return `${code("json", json)}\n\n${explanation(inAppInstance.length > 0, others.length > 0)}`;
}

function explanation(hasResources: boolean, hasOthers: boolean): string {
  if (!hasResources) return "These actions do not support resource-level permissions.";
  return hasOthers ? `${NARROWER} ${OTHERS}` : NARROWER;
}
