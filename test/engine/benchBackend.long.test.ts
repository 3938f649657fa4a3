import assert from "node:assert/strict";

import { startBackend, type Backend } from "../../bench/backend/backend";
import { startEmulator, type Emulator, type FaultRule } from "../../emulator";
import { CommandFailure, ScratchProject } from "../../tools/project/scratchProject";
import type { ExportedState } from "../support/stack";

const ROOM = { accountId: "account", roomId: "room" };
const USERS = ["ana", "ben", "cleo", "dan", "eve"];

/** Declares the members in `team.json`. Everything depends on what is before it, so that all backends get the same order. */
const PROGRAM = `"use strict";
const chime = require("pulumi-chime");
const { members, roster } = require("./team.json");
const made = {};
for (const [name, { dependsOn = [], ...args }] of Object.entries(members))
  made[name] = new chime.RoomMembership(name, { ...${JSON.stringify(ROOM)}, ...args }, {
    dependsOn: dependsOn.map((other) => made[other]),
    deleteBeforeReplace: name === "first",
  });
const team = { accountId: "account", roomId: "other", members: roster.map((memberId) => ({ memberId })) };
new chime.RoomRoster("team", team, { dependsOn: Object.values(made) });
exports.role = made.plain.role;
`;

interface Team {
  members: Record<string, { memberId: string; role?: string; dependsOn?: string[] }>;
  roster: string[];
}

const CREATED: Team = {
  members: {
    plain: { memberId: "ana" },
    first: { memberId: "ben", dependsOn: ["plain"] },
    last: { memberId: "cleo", dependsOn: ["first"] },
  },
  roster: ["ana", "ben"],
};

/** An update, a replacement that deletes first, a removal, an addition, and an update of the roster. */
const CHANGED: Team = {
  members: {
    plain: { memberId: "ana", role: "Administrator" },
    first: { memberId: "dan", dependsOn: ["plain"] },
    added: { memberId: "eve", dependsOn: ["first"] },
  },
  roster: ["ana", "eve"],
};

/** A replacement that creates first. */
const REPLACED: Team = { ...CHANGED, members: { ...CHANGED.members, added: { memberId: "ben" } } };

/** A stack in one backend, with an emulator of its own. */
class Site {
  private constructor(
    public readonly chime: Emulator,
    private readonly project: ScratchProject,
  ) {}

  public static async open(env: Readonly<Record<string, string>>): Promise<Site> {
    const chime = await startEmulator({
      seed: {
        accounts: [
          {
            accountId: "account",
            users: USERS.map((userId) => ({ userId, email: `${userId}@example.com` })),
            rooms: [{ roomId: "room" }, { roomId: "other" }],
          },
        ],
      },
    });
    const files = { "index.js": PROGRAM };
    const project = await ScratchProject.open({ name: "backends", files, env: { ...chime.env, ...env } });
    const site = new Site(chime, project);
    await site.run(["stack", "init", "test", "--secrets-provider", "passphrase"]);
    return site;
  }

  /** Runs the CLI, and returns whether it succeeded and what the stack has afterwards. */
  public async deploy(command: string, team?: Team, fault?: FaultRule): Promise<unknown> {
    if (team !== undefined) await this.project.write("team.json", JSON.stringify(team));
    if (fault !== undefined) this.chime.faults.inject(fault);
    const succeeded = await this.run([
      command,
      "--stack",
      "test",
      "--yes",
      "--skip-preview",
      "--parallel",
      "1",
    ]);
    this.chime.faults.clear();
    return { succeeded, ...(await this.exported()) };
  }

  /** Removes the stack, and returns whether it was empty. */
  public removeStack(): Promise<boolean> {
    return this.run(["stack", "rm", "test", "--yes"]);
  }

  public async close(): Promise<void> {
    await this.project.close();
    await this.chime.stop();
  }

  private async exported(): Promise<object> {
    const { version, deployment } = JSON.parse(
      await this.project.pulumi(["stack", "export", "--stack", "test"]),
    ) as ExportedState;
    return {
      version,
      resources: (deployment.resources ?? []).map(comparable).sort(byId),
      pending: ((deployment["pending_operations"] ?? []) as object[]).map(comparable),
    };
  }

  private async run(args: readonly string[]): Promise<boolean> {
    try {
      await this.project.pulumi(args);
      return true;
    } catch (error) {
      if (error instanceof CommandFailure) return false;
      throw error;
    }
  }
}

/** A resource or an operation, without times, the random id of the provider, and the order of its dependencies. */
function comparable(value: object): Resource {
  const text = JSON.stringify(value).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID");
  return JSON.parse(text, (key, part: unknown) => {
    if (key === "created" || key === "modified") return undefined;
    return key === "dependencies" ? [...(part as string[])].sort() : part;
  }) as Resource;
}

// A resource that is yet to be deleted has the same URN as the one that replaced it.
function byId(one: Resource, other: Resource): number {
  return `${one.urn} ${one.id}`.localeCompare(`${other.urn} ${other.id}`);
}

interface Resource {
  urn: string;
  id?: string;
  delete?: boolean;
  pendingReplacement?: boolean;
}

interface State {
  succeeded: boolean;
  resources: Resource[];
}

describe("The backend of the benchmark", function () {
  this.timeout(600_000);

  let backends: Backend[];
  /** With a file, with a journal, and with the whole state after each step. */
  let sites: Site[];
  before(async () => {
    const [journal, checkpoints] = await Promise.all([startBackend(), startBackend()]);
    backends = [journal, checkpoints];
    sites = await Promise.all([
      Site.open({}),
      Site.open(journal.env),
      Site.open({ ...checkpoints.env, PULUMI_DISABLE_JOURNALING: "true" }),
    ]);
  });
  after(async () => {
    await Promise.all(sites.map((site) => site.close()));
    await Promise.all(backends.map((backend) => backend.stop()));
  });

  /** Does the same on all sites, and returns what all have afterwards. */
  async function deploy(command: string, team?: Team, fault?: FaultRule): Promise<State> {
    const [file, journal, checkpoints] = await Promise.all(
      sites.map((site) => site.deploy(command, team, fault)),
    );
    assert.deepEqual(journal, file);
    assert.deepEqual(checkpoints, file);
    return file as State;
  }

  it("has the same state as the file backend after up, changes, failures, refresh and destroy", async () => {
    const created = await deploy("up", CREATED);
    assert.deepEqual([created.succeeded, created.resources.length], [true, 6]);

    const failed = await deploy("up", CHANGED, refusal("CreateRoomMembership"));
    assert.equal(failed.succeeded, false);
    assert.equal(failed.resources.filter((one) => one.pendingReplacement).length, 1);

    const changed = await deploy("up", CHANGED);
    assert.deepEqual([changed.succeeded, changed.resources.length], [true, 6]);

    const undeleted = await deploy("up", REPLACED, refusal("DeleteRoomMembership"));
    assert.equal(undeleted.succeeded, false);
    assert.equal(undeleted.resources.filter((one) => one.delete).length, 1);

    const deleted = await deploy("up", REPLACED);
    assert.deepEqual([deleted.succeeded, deleted.resources.length], [true, 6]);

    for (const { chime } of sites) chime.state.removeMember({ ...ROOM, memberId: "dan" });
    const refreshed = await deploy("refresh");
    assert.deepEqual([refreshed.succeeded, refreshed.resources.length], [true, 5]);

    const destroyed = await deploy("destroy");
    assert.deepEqual([destroyed.succeeded, destroyed.resources.length], [true, 0]);
    assert.deepEqual(await Promise.all(sites.map((site) => site.removeStack())), [true, true, true]);
    for (const { unsupported } of backends) assert.deepEqual(unsupported, []);
  });
});

function refusal(operation: "CreateRoomMembership" | "DeleteRoomMembership"): FaultRule {
  return { operation, kind: "error", error: "ForbiddenException", times: "always" };
}
