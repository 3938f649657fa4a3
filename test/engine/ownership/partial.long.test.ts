import assert from "node:assert/strict";
import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Container, Service } from "./container";
import type { Declared, Options } from "./program";
import { expectAdoptionReported, expectOutcome, OwnershipFixture } from "./fixture";

describe("A deployment", function () {
  this.timeout(120_000);

  let fixture: OwnershipFixture;
  beforeEach(async () => {
    // Each test needs its own home folder and temporary folder.
    fixture = await OwnershipFixture.open();
  });
  afterEach(() => fixture.close());

  const memberships = (container: Container, names: string[], options: Options = {}): Declared[] =>
    names.map((name) => container.membership(name, {}, options));
  const flagsFor = async (flag: string, names: string[]): Promise<string[]> =>
    Promise.all(names.map(async (name) => `--${flag}=${await fixture.urnOf(name)}`));
  const urn = (kind: string, name: string): string =>
    `urn:pulumi:test::chime-test::pulumi-nodejs:dynamic/chime:${kind}::${name}`;

  describe("with --target or --exclude", () => {
    const PARTIAL_UPDATES: [string, (olds: string[], roster: string) => Promise<string[]>][] = [
      [
        "--target for the old memberships and another one",
        async (olds) => [...(await flagsFor("target", olds)), ...(await flagsFor("target", ["zoe"]))],
      ],
      ["--exclude for the roster", (_, roster) => Promise.resolve([`--exclude=${roster}`])],
    ];
    for (const [service, provider] of [
      ["rooms", undefined],
      ["channels", "one"],
    ] as const) {
      for (const [command, flags] of PARTIAL_UPDATES) {
        const ofProvider = provider ? " of another provider" : "";
        it(`removes no member of a roster${ofProvider} that an earlier update created: ${command} (${service})`, async () => {
          const container = await fixture.reset(service);
          const { program, roster } = await createRosterOnly(container, provider ? { provider } : {});
          const run = await fixture.up(program, { flags: await flags(["ada", "ben"], roster) });
          await fixture.expectRetained(container, run, ["ada", "ben", "zoe"]);
          // A complete update cleans up duplicates in the state, and removes nobody either.
          const complete = await fixture.deploy(program);
          await fixture.expectRetained(container, complete, ["ada", "ben", "zoe"]);
          await fixture.expectConverged(program);
        });
      }
    }

    for (const [service, kind] of [
      ["rooms", "RoomRoster"],
      ["channels", "ChannelRoster"],
    ] as const) {
      it(`reports adopted members, and up --refresh restores those that a second --target removes (${service})`, async () => {
        const container = await fixture.reset(service);
        await fixture.deploy(memberships(container, ["ada", "ben"]));
        const program = [container.roster("team", ["ada", "ben"])];
        const first = await fixture.deploy(program, { flags: [`--target=${urn(kind, "team")}`] });
        expectAdoptionReported(container, first, ["ada", "ben"]);
        // The second update cannot know about the roster. The guide describes this case, and the refresh as the fix.
        const second = await fixture.up(program, { flags: await flagsFor("target", ["ada", "ben"]) });
        if (!second.ok) await fixture.expectRetained(container, second, ["ada", "ben"]);
        const refreshed = await fixture.deploy(program, { flags: ["--refresh"] });
        assert.deepEqual(container.members(), ["ada", "ben"], refreshed.printed);
        await fixture.expectConverged(program);
      });
    }

    /** Creates memberships, and then a roster with the same members by an update with `--target`. */
    async function createRosterOnly(
      container: Container,
      options: Options,
    ): Promise<{ program: Declared[]; roster: string }> {
      await fixture.deploy(memberships(container, ["ada", "ben", "zoe"]));
      const program = [
        container.roster("team", ["ada", "ben"], {}, options),
        ...memberships(container, ["zoe"]),
      ];
      const kind = container.service === "rooms" ? "RoomRoster" : "ChannelRoster";
      const roster = urn(kind, "team");
      const first = await fixture.deploy(program, { flags: [`--target=${roster}`, "--target-dependents"] });
      await fixture.expectRetained(container, first, ["ada", "ben", "zoe"]);
      return { program, roster };
    }
  });

  const ledgerFolders = (): string[] => [
    join(fixture.project.folder, "tmp", `pulumi-chime-${process.getuid?.() ?? 0}`),
    join(fixture.project.folder, "home", "pulumi-chime"),
  ];

  describe("with an unusable ledger folder", () => {
    const problems: [string, (folder: string) => Promise<void>][] = [
      [
        "is open to everybody",
        async (folder) => {
          await mkdir(folder, { recursive: true });
          await chmod(folder, 0o755);
        },
      ],
      ["is a file", (folder) => writeFile(folder, "")],
    ];
    for (const [what, prepare] of problems) {
      it(`works if there is only one provider: the folder ${what}`, async () => {
        const room = await fixture.reset("rooms");
        await mkdir(join(fixture.project.folder, "home"), { recursive: true });
        for (const folder of ledgerFolders()) await prepare(folder);
        await fixture.deploy(memberships(room, ["ada", "ben"]));
        assert.deepEqual(room.members(), ["ada", "ben"]);
        const run = await fixture.deploy(memberships(room, ["ada"]));
        assert.deepEqual(room.members(), ["ada"], run.printed);
        await fixture.deploy([room.roster("team", ["ada"])]);
        expectOutcome(await fixture.destroy(), true);
        assert.deepEqual(room.members(), []);
      });
    }
  });

  describe("whose ledgers are deleted while it runs", () => {
    const moves: [string, Service, (container: Container) => [Declared[], Declared[]]][] = [
      [
        "a membership that gets another name and provider",
        "rooms",
        (room) => [
          [room.membership("ben", {}, { provider: "one" })],
          [room.membership("ben", { adoptExisting: true }, { name: "benno", provider: "two" })],
        ],
      ],
      [
        "a membership that moves to a roster of another provider",
        "channels",
        (channel) => [
          [channel.membership("ben", {}, { provider: "one" })],
          [channel.roster("team", ["ben"], {}, { provider: "two" })],
        ],
      ],
      [
        "a member that moves to a roster of another provider",
        "rooms",
        (room) => [
          [room.roster("team", ["ada", "ben"], {}, { provider: "one" })],
          [
            room.roster("team", ["ada"], {}, { provider: "one" }),
            room.roster("staff", ["ben"], {}, { provider: "two" }),
          ],
        ],
      ],
    ];
    for (const [what, service, programs] of moves) {
      it(`removes no declared member: ${what}`, async () => {
        const container = await fixture.reset(service);
        const [first, second] = programs(container);
        await fixture.deploy(first);
        // The delay leaves enough time to delete the ledgers during the first calls.
        fixture.chime.faults.inject({ operation: "*", kind: "delay", milliseconds: 700, times: 2 });
        const deleted = fixture.chime.journal
          .next({}, { timeoutMs: 30_000 })
          .then(() => Promise.all(ledgerFolders().map(deleteContents)));
        const run = await fixture.up(second);
        await deleted;
        await fixture.expectRetained(container, run, ["ben"]);
        const again = await fixture.deploy(second);
        await fixture.expectRetained(container, again, ["ben"]);
      });
    }
  });
});

/** Deletes the contents of a folder, as a cleanup of temporary files does. */
async function deleteContents(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  for (const entry of entries) await rm(join(folder, entry), { recursive: true, force: true });
}
