import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { writePlugin } from "../../tools/plugin/pluginPackage";
import { command } from "../../tools/package/command";
import { usePulumiCli } from "../../tools/project/pulumiOnPath";

/** The native plugin, installed as a user installs it: from its archive, into a home of Pulumi's. */
export class InstalledPlugin {
  private constructor(
    private readonly folder: string,
    /** The environment of a Pulumi CLI that finds the plugin only in that home. */
    public readonly env: Readonly<{ PULUMI_HOME: string; PATH: string }>,
  ) {}

  /** Packs the current build and installs it, which takes half a minute: Pulumi runs npm. */
  public static async install(): Promise<InstalledPlugin> {
    await usePulumiCli();
    const folder = await mkdtemp(join(tmpdir(), "chime-plugin-"));
    const plugin = new InstalledPlugin(folder, {
      PULUMI_HOME: join(folder, "home"),
      PATH: pathWithoutPlugin(),
    });
    try {
      const { archive, version } = await writePlugin(folder);
      const args = ["plugin", "install", "resource", "chime", version, "--file", archive];
      await command("pulumi", args, { cwd: folder, env: { ...process.env, ...plugin.env } });
    } catch (error) {
      await plugin.remove();
      throw error;
    }
    return plugin;
  }

  public async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The PATH of this process, without what Pulumi would prefer to an installed plugin. */
export function pathWithoutPlugin(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.filter((folder) => !existsSync(join(folder, "pulumi-resource-chime"))).join(delimiter);
}
