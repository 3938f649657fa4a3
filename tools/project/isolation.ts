import { mkdir } from "node:fs/promises";
import { join } from "node:path";

/** An environment in which Pulumi and the AWS SDK use only this folder, and not the user's settings and state. */
export function isolatedIn(folder: string): Record<string, string> {
  return {
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "for a scratch project",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    TMPDIR: join(folder, "tmp"),
  };
}

/** Creates the folders of {@link isolatedIn} that Pulumi requires. */
export async function makeIsolated(folder: string): Promise<void> {
  for (const part of ["state", "tmp"]) await mkdir(join(folder, part));
}
