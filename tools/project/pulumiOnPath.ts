import { providePulumi } from "../pulumi";

let provided: Promise<void> | undefined;

/** Adds a Pulumi CLI to the PATH of this process, once. */
export function usePulumiCli(): Promise<void> {
  provided ??= providePulumi().then(({ env }) => {
    process.env["PATH"] = env.PATH;
  });
  return provided;
}
