/** The key that marks a special value, such as a secret: sdk/nodejs/runtime/rpc.ts in pulumi/pulumi. */
const SPECIAL = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What marks a secret in messages and files of Pulumi. https://www.pulumi.com/docs/iac/concepts/secrets/ */
export const SECRET_MARK = { [SPECIAL]: SECRET } as const;

/** Whether an object is marked as a secret. */
export function isSecret(object: object): boolean {
  return (object as Record<string, unknown>)[SPECIAL] === SECRET;
}
