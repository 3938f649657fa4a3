import * as manifest from "../../package.json";

/** The repository on GitHub, `OWNER/NAME`; undefined until package.json has it. */
export function repositoryOf({ repository }: Manifest = manifest as Manifest): string | undefined {
  return /github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(repository?.url ?? "")?.[1];
}

interface Manifest {
  readonly repository?: { readonly url: string };
}
