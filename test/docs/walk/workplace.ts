import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
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

/** What the machine of a reader has: an empty folder, a clone of this repository, and the emulator in place of AWS. */
export class Workplace {
  private emulatorTarball: Tarball | undefined;

  private constructor(
    private readonly base: string,
    private readonly chime: Emulator,
    private readonly tarball: Tarball,
  ) {}

  public static async open(): Promise<Workplace> {
    await usePulumiCli();
    const base = await mkdtemp(join(tmpdir(), "reader-"));
    const workplace = new Workplace(base, await startEmulator({ seed: SEED }), await Tarball.pack());
    await makeIsolated(base);
    await mkdir(workplace.project);
    return workplace;
  }

  /** The folder that is empty at first. */
  public get project(): string {
    return join(this.base, "project");
  }

  /** Where a clone of this repository is, once it is made. */
  public get repository(): string {
    return join(this.base, "repository");
  }

  /** What npm would publish of a package, as a file that npm can install. */
  public async packageFile(name: "pulumi-chime" | "pulumi-chime-emulator"): Promise<string> {
    if (name === "pulumi-chime") return this.tarball.path;
    this.emulatorTarball ??= await Tarball.pack("packages/emulator");
    return this.emulatorTarball.path;
  }

  /** Where Pulumi keeps the state, in the place of the home that the machine's list of users says: `--local` is that. */
  public get state(): string {
    return `file://${join(this.base, "state")}`;
  }

  /** The environment of a reader whose settings all stand in this folder. */
  public get env(): NodeJS.ProcessEnv {
    return {
      // Where packages come from, and are kept, is the machine's to say.
      npm_config_userconfig: join(homedir(), ".npmrc"),
      npm_config_cache: join(homedir(), ".npm"),
      ...process.env,
      ...isolatedIn(this.base),
      HOME: this.base,
      // The pages say `pulumi login`.
      PULUMI_BACKEND_URL: undefined,
      // A person says yes to what Pulumi asks.
      PULUMI_SKIP_CONFIRMATIONS: "true",
    };
  }

  /** The environment in which an AWS SDK finds the emulator. */
  public get awsEnv(): Readonly<Record<string, string>> {
    return this.chime.env;
  }

  /** How many members the emulator's room has. */
  public get members(): number {
    const [room] = this.chime.state.rooms(ACCOUNT!.accountId);
    return this.chime.state.members(ACCOUNT!.accountId, room!.roomId).length;
  }

  /** Clones this repository as it is now, and puts what `npm ci` installs beside it. */
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

  /** Puts this package, as npm would publish it, and the packages that come with it into a folder. */
  public async putPackagesInto(folder: string): Promise<void> {
    await this.linkPackages(folder);
    const target = join(folder, "node_modules/pulumi-chime");
    await mkdir(target);
    const args = ["-xzf", this.tarball.path, "-C", target, "--strip-components=1"];
    await command("tar", args, { cwd: folder, env: process.env });
  }

  /** Puts the package of the emulator, compiled now, into a folder that has the other packages. */
  public async putEmulatorInto(folder: string): Promise<void> {
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

  /** Removes all of it. */
  public async close(): Promise<void> {
    await this.chime.stop();
    await this.tarball.remove();
    await this.emulatorTarball?.remove();
    await rm(this.base, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Every package that is installed here, but for this one itself. */
  private async linkPackages(folder: string): Promise<void> {
    const installed = join(REPOSITORY, "node_modules");
    await mkdir(join(folder, "node_modules"));
    for (const name of await readdir(installed)) {
      if (name !== "pulumi-chime") await symlink(join(installed, name), join(folder, "node_modules", name));
    }
  }
}
