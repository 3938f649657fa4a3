import { randomBytes } from "node:crypto";
import type { CredentialOptions, RoleOptions } from "../configuration/options";
import { AWS_ACCOUNT_ID } from "../model/awsAccount";

/** An access key and its IAM identity. */
export interface Credential extends CredentialOptions {
  readonly arn: string;
  readonly userId: string;
  /** Milliseconds since 1970. Absent: the key does not expire. */
  readonly expires?: number;
}

/** A credential that AssumeRole has issued. */
export type TemporaryCredential = Credential & { readonly sessionToken: string; readonly expires: number };

/** The valid access keys, and the IAM roles. */
export class CredentialStore {
  private readonly keys = new Map<string, Credential>();

  constructor(
    configured: readonly CredentialOptions[],
    private readonly roles: readonly RoleOptions[],
  ) {
    configured.forEach((options, index) => {
      this.keys.set(options.accessKeyId, { ...options, ...identity(options.accessKeyId, index) });
    });
  }

  find(accessKeyId: string): Credential | undefined {
    return this.keys.get(accessKeyId);
  }

  role(arn: string): RoleOptions | undefined {
    return this.roles.find((role) => role.arn === arn);
  }

  /** Issues temporary credentials for a session of a role. */
  issue(role: RoleOptions, session: string, expires: number): TemporaryCredential {
    const roleId = `AROA${randomName(17)}`;
    const issued = {
      accessKeyId: `ASIA${randomName(16)}`,
      // The prefixes let tests search logs and state for leaked secrets. That of the token is the one of AWS.
      secretAccessKey: `emulated+secret+${randomBytes(18).toString("base64")}`,
      sessionToken: `FwoGZXIvYXdzE${randomBytes(96).toString("base64")}`,
      ...(role.accounts === undefined ? {} : { accounts: role.accounts }),
      arn: sessionArn(role.arn, session),
      userId: `${roleId}:${session}`,
      expires,
    };
    this.keys.set(issued.accessKeyId, issued);
    return issued;
  }
}

/** The first key is that of the user `emulator`, the second that of `emulator-2` and so on. */
function identity(accessKeyId: string, index: number): { arn: string; userId: string } {
  const name = index === 0 ? "emulator" : `emulator-${index + 1}`;
  return { arn: `arn:aws:iam::${AWS_ACCOUNT_ID}:user/${name}`, userId: accessKeyId.replace(/^AKIA/, "AIDA") };
}

/** `arn:aws:iam::1:role/path/name` becomes `arn:aws:sts::1:assumed-role/name/session`. */
function sessionArn(roleArn: string, session: string): string {
  const [, , , , account = "", resource = ""] = roleArn.split(":");
  return `arn:aws:sts::${account}:assumed-role/${resource.split("/").at(-1) ?? ""}/${session}`;
}

function randomName(length: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join("");
}
