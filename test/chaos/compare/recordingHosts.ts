import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Host } from "../../support/host";
import type { Plugins } from "../engine/hooks";
import { Recording } from "./recording";
import { PROVIDER_TEXT } from "./testResource";

/** Pulumi's hosts with the recorder's hooks, for the simulated engine. They keep nothing between deployments. */
export class RecordingHosts implements Plugins {
  private readonly hosts = new Map<string, Promise<Host>>();

  private constructor(
    private readonly folder: string,
    public readonly recording: Recording,
  ) {}

  public static async start(): Promise<RecordingHosts> {
    const folder = await mkdtemp(join(tmpdir(), "recording-"));
    const file = join(folder, "calls");
    await writeFile(file, "");
    return new RecordingHosts(folder, new Recording(file));
  }

  public async hooksFor(provider = ""): Promise<Host> {
    const host = this.hosts.get(provider) ?? this.startHost(provider);
    this.hosts.set(provider, host);
    return host;
  }

  public async stop(): Promise<void> {
    for (const host of this.hosts.values()) await (await host).stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async startHost(provider: string): Promise<Host> {
    const host = await Host.start({
      process: true,
      chime: { env: {} },
      config: provider === "" ? {} : { "rec:name": provider },
      env: { RECORDER_LOG: this.recording.file },
    });
    return host.withText(PROVIDER_TEXT);
  }
}
