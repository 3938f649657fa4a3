import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { readSeed, startEmulator, type Emulator } from "../../../emulator";
import { command } from "../../../tools/package/command";
import { compileEmulator } from "../../../tools/package/emulatorPackage";
import { Tarball } from "../../../tools/package/tarball";
import { isolatedIn, makeIsolated } from "../../../tools/project/isolation";
import { usePulumiCli } from "../../../tools/project/pulumiOnPath";
import { REPOSITORY } from "../snippets";

const SEED = readSeed(join(REPOSITORY, "emulator/seeds/team.json"));
const [ACCOUNT] = SEED.accounts;

/** The simulated machine of a reader: an empty folder, a clone of this repository, and the emulator instead of AWS. */
export class ReaderMachine {
  private emulatorTarball: Tarball | undefined;

  private constructor(
    private readonly base: string,
    private readonly chime: Emulator,
    private readonly tarball: Tarball,
  ) {}

  public static async open(): Promise<ReaderMachine> {
    await usePulumiCli();
    const base = await mkdtemp(join(tmpdir(), "reader-"));
    const machine = new ReaderMachine(base, await startEmulator({ seed: SEED }), await Tarball.pack());
    await makeIsolated(base);
    await mkdir(machine.project);
    return machine;
  }

  /** The folder of the reader's project. Empty at first. */
  public get project(): string {
    return join(this.base, "project");
  }

  /** The folder of the clone of this repository. See {@link cloneRepository}. */
  public get repository(): string {
    return join(this.base, "repository");
  }

  /** The tarball of a package. */
  public async packageFile(name: "pulumi-chime" | "pulumi-chime-emulator"): Promise<string> {
    if (name === "pulumi-chime") return this.tarball.path;
    this.emulatorTarball ??= await Tarball.pack("packages/emulator");
    return this.emulatorTarball.path;
  }

  /** The URL of the backend. `pulumi login --local` would use the real home folder, whatever `HOME` is. */
  public get state(): string {
    return `file://${join(this.base, "state")}`;
  }

  /** The environment of commands. All settings of the reader are in the temporary folder. */
  public get env(): NodeJS.ProcessEnv {
    return {
      // The registry and the cache of npm are those of the real machine.
      npm_config_userconfig: join(homedir(), ".npmrc"),
      npm_config_cache: join(homedir(), ".npm"),
      ...process.env,
      ...isolatedIn(this.base),
      HOME: this.base,
      // The pages run `pulumi login` instead.
      PULUMI_BACKEND_URL: undefined,
      // A reader confirms the prompts of Pulumi.
      PULUMI_SKIP_CONFIRMATIONS: "true",
    };
  }

  /** The variables that make AWS SDKs use the emulator. */
  public get awsEnv(): Readonly<Record<string, string>> {
    return this.chime.env;
  }

  /** The number of members of the emulator's room. */
  public get members(): number {
    const [room] = this.chime.state.rooms(ACCOUNT!.accountId);
    return this.chime.state.members(ACCOUNT!.accountId, room!.roomId).length;
  }

  /** Copies this repository with its uncommitted changes, and links the packages that `npm ci` would install. */
  public async cloneRepository(): Promise<void> {
    const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    const listed = await command("git", args, { cwd: REPOSITORY, env: process.env });
    for (const file of listed.split("\0").filter((name) => name !== "")) {
      await mkdir(dirname(join(this.repository, file)), { recursive: true });
      await cp(join(REPOSITORY, file), join(this.repository, file));
    }
    await this.linkPackages(this.repository);
    await symlink("..", join(this.repository, "node_modules/pulumi-chime"), "dir");
  }

  /** Adds this package, as npm would publish it, and its dependencies to a folder. */
  public async addPackagesTo(folder: string): Promise<void> {
    await this.linkPackages(folder);
    const target = join(folder, "node_modules/pulumi-chime");
    await mkdir(target);
    const args = ["-xzf", this.tarball.path, "-C", target, "--strip-components=1"];
    await command("tar", args, { cwd: folder, env: process.env });
    await linkBins(folder, "pulumi-chime");
  }

  /** Adds the compiled package of the emulator to a folder that has the other packages. */
  public async addEmulatorTo(folder: string): Promise<void> {
    const target = join(folder, "node_modules/pulumi-chime-emulator");
    await mkdir(target);
    await cp(join(REPOSITORY, "packages/emulator/package.json"), join(target, "package.json"));
    await compileEmulator(target);
  }

  public readFile(folder: string, file: string): Promise<string> {
    return readFile(join(folder, file), "utf8");
  }

  public async writeFile(folder: string, file: string, text: string): Promise<void> {
    await writeFile(join(folder, file), text);
  }

  /** Stops the emulator and removes the files. */
  public async close(): Promise<void> {
    await this.chime.stop();
    await this.tarball.remove();
    await this.emulatorTarball?.remove();
    await rm(this.base, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Links all installed packages, except this package. */
  private async linkPackages(folder: string): Promise<void> {
    const installed = join(REPOSITORY, "node_modules");
    await mkdir(join(folder, "node_modules"));
    for (const name of await readdir(installed)) {
      if (name !== "pulumi-chime") await symlink(join(installed, name), join(folder, "node_modules", name));
    }
  }
}

/** Adds the commands of a package to `node_modules/.bin`, as npm does. */
async function linkBins(folder: string, name: string): Promise<void> {
  const packages = join(folder, "node_modules");
  const { bin } = JSON.parse(await readFile(join(packages, name, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  const folderOfBins = join(packages, ".bin");
  // It is a link to that of this repository, whose commands stay.
  const others = await readdir(folderOfBins);
  await rm(folderOfBins, { recursive: true });
  await mkdir(folderOfBins);
  for (const other of others.filter((one) => !Object.hasOwn(bin, one)))
    await symlink(join(REPOSITORY, "node_modules/.bin", other), join(folderOfBins, other));
  for (const [program, file] of Object.entries(bin)) {
    await chmod(join(packages, name, file), 0o755);
    await symlink(join("..", name, file), join(folderOfBins, program));
  }
}
