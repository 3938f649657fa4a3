import { providePulumi } from "../pulumi";

let provided: Promise<void> | undefined;

/** Puts a Pulumi CLI on the PATH of this process, once. */
export function usePulumiCli(): Promise<void> {
  provided ??= providePulumi().then(({ env }) => {
    process.env["PATH"] = env.PATH;
  });
  return provided;
}
