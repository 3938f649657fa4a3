import * as manifest from "../../package.json";

/** The repository on GitHub, `OWNER/NAME`: until package.json has it, those words. */
export function repositoryOf(): string {
  const { repository } = manifest as { repository?: { url: string } };
  return /github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(repository?.url ?? "")?.[1] ?? "OWNER/NAME";
}
