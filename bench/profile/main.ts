/** Shows what a plugin process uses the processor for, by operation: `npm run profile`. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { Profiler } from "node:inspector";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { PromisePool } from "@supercharge/promise-pool";

import type { ResourceKind } from "../../provider/schema/providerText";
import { Host, type Properties } from "../../test/support/host";
import { cleanEnvironment } from "../../tools/project/cleanEnvironment";
import { API_PROFILES } from "../apiProfiles";
import { Services } from "../measure/services";
import { formatNumber, table } from "../report/table";
import { DEFAULT_PARALLEL } from "../variants";
import { cpuShares, OWNERS } from "./cpuShares";

const MEMBERS = 1000;

/** What `profiler.cjs` writes. */
interface Recorded {
  cpuMilliseconds: number;
  profile: Profiler.Profile;
}

/** An entry of the state. */
interface Entry {
  id: string;
  outputs: Properties;
}

interface Scene {
  env: Readonly<Record<string, string>>;
  kind: ResourceKind;
  /** A membership that is created before the profile begins, so that all modules are loaded. */
  first: Properties;
}

async function main(): Promise<void> {
  cleanEnvironment();
  const services = await Services.start();
  try {
    const rows = await profileOperations(services);
    console.log(table([`${MEMBERS} members`, "CPU ms a member", ...OWNERS], rows));
  } finally {
    await services.stop();
  }
}

// Of rooms only: calls about channels are paced, and a profile also measures itself while a process waits.
async function profileOperations({ emulator }: Services): Promise<string[][]> {
  const env = await emulator.request("environment");
  const { parent, members } = await emulator.request("createTeam", "rooms", MEMBERS);
  const { membership, roster } = API_PROFILES.rooms.resources;
  const kind = membership.name;
  const inputs = members.map((member): Properties => ({ ...parent, ...member }));
  const created: Entry[] = [];
  const create = async (host: Host, news: Properties): Promise<unknown> =>
    created.push(await host.create((await host.check(news)).inputs));
  const remove = (host: Host): Promise<void> =>
    inParallel(created.splice(0), ({ id, outputs }) => host.delete(id, outputs));
  const operations: [string, (host: Host) => Promise<unknown>][] = [
    ["create", (host) => inParallel(inputs, (news) => create(host, news))],
    ["read", (host) => inParallel(created, ({ id, outputs }) => host.read(id, outputs))],
    ["delete", remove],
    ["create of a roster", (host) => create(host.withKind(roster.name), { ...parent, members })],
    ["delete of a roster", (host) => remove(host.withKind(roster.name))],
  ];
  const rows: string[][] = [];
  for (const [operation, work] of operations) {
    const other = await emulator.request("createTeam", "rooms", 1);
    const first = { ...other.parent, ...other.members[0] };
    rows.push([operation, ...(await profile({ env, kind, first }, work))]);
  }
  return rows;
}

/** Profiles work in a new plugin process. */
async function profile(
  { env, kind, first }: Scene,
  work: (host: Host) => Promise<unknown>,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "profile-"));
  try {
    const file = join(folder, "profile.json");
    const host = await Host.start({
      chime: { env },
      kind,
      process: true,
      env: {
        NODE_OPTIONS: `--require=${resolve(__dirname, "profiler.cjs")}`,
        PLUGIN_PROFILE: file,
      },
    });
    try {
      await host.create(first);
      process.kill(host.pid, "SIGUSR2");
      await work(host);
    } finally {
      await host.stop();
    }
    const { cpuMilliseconds, profile } = JSON.parse(await readFile(file, "utf8")) as Recorded;
    const shares = cpuShares(profile);
    return [
      formatNumber(cpuMilliseconds / MEMBERS, 2),
      ...OWNERS.map((owner) => `${formatNumber(100 * shares[owner])} %`),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Works on as many items at a time as the engine does. */
async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  await PromisePool.withConcurrency(DEFAULT_PARALLEL)
    .for(items)
    .handleError((error) => {
      throw error;
    })
    .process(work);
}

void main();
