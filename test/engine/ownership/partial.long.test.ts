import assert from "node:assert/strict";
import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Container, Service } from "./container";
import type { Declared, Options } from "./program";
import { expectAdopted, expectEnd, Stage } from "./stage";

describe("A deployment that does not see all of the program", function () {
  this.timeout(120_000);

  let stage: Stage;
  beforeEach(async () => {
    // Each has a home and a temporary folder of its own.
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  const single = (container: Container, names: string[], options: Options = {}): Declared[] =>
    names.map((name) => container.membership(name, {}, options));
  const flagsFor = async (flag: string, names: string[]): Promise<string[]> =>
    Promise.all(names.map(async (name) => `--${flag}=${await stage.urnOf(name)}`));
  const urn = (kind: string, name: string): string =>
    `urn:pulumi:test::chime-test::pulumi-nodejs:dynamic/chime:${kind}::${name}`;

  // tg
  describe("with --target or --exclude", () => {
    const SECOND: [string, (olds: string[], roster: string) => Promise<string[]>][] = [
      [
        "--target of the old ones and of another one",
        async (olds) => [...(await flagsFor("target", olds)), ...(await flagsFor("target", ["zoe"]))],
      ],
      ["--exclude of the roster", (_, roster) => Promise.resolve([`--exclude=${roster}`])],
    ];
    for (const [service, provider] of [
      ["rooms", undefined],
      ["channels", "one"],
    ] as const) {
      for (const [how, flags] of SECOND) {
        const whose = provider ? ", of another provider," : "";
        it(`removes nobody of a roster${whose} that an earlier one has made, by ${how} (${service})`, async () => {
          const container = await stage.begin(service);
          const { program, roster } = await halfMoved(container, provider ? { provider } : {});
          const run = await stage.up(program, { flags: await flags(["ada", "ben"], roster) });
          await stage.expectStayed(container, run, ["ada", "ben", "zoe"]);
          // Whatever is left in the state twice is put right by an update of everything, which removes nobody either.
          const whole = await stage.given(program);
          await stage.expectStayed(container, whole, ["ada", "ben", "zoe"]);
          await stage.expectConverged(program);
        });
      }
    }

    for (const [service, kind] of [
      ["rooms", "RoomRoster"],
      ["channels", "ChannelRoster"],
    ] as const) {
      it(`has said who was adopted, where the second one asks about nothing that the program declares (${service})`, async () => {
        const container = await stage.begin(service);
        await stage.given(single(container, ["ada", "ben"]));
        const program = [container.roster("team", ["ada", "ben"])];
        const first = await stage.given(program, { flags: [`--target=${urn(kind, "team")}`] });
        expectAdopted(container, first, ["ada", "ben"]);
        // The second one cannot know of the roster, which the guide says, with this way back.
        const second = await stage.up(program, { flags: await flagsFor("target", ["ada", "ben"]) });
        if (!second.ok) await stage.expectStayed(container, second, ["ada", "ben"]);
        const mended = await stage.given(program, { flags: ["--refresh"] });
        assert.deepEqual(container.members(), ["ada", "ben"], mended.printed);
        await stage.expectConverged(program);
      });
    }

    /** Memberships that are a roster too, by an update of the roster alone. */
    async function halfMoved(
      container: Container,
      options: Options,
    ): Promise<{ program: Declared[]; roster: string }> {
      await stage.given(single(container, ["ada", "ben", "zoe"]));
      const program = [container.roster("team", ["ada", "ben"], {}, options), ...single(container, ["zoe"])];
      const kind = container.service === "rooms" ? "RoomRoster" : "ChannelRoster";
      const roster = urn(kind, "team");
      const first = await stage.given(program, { flags: [`--target=${roster}`, "--target-dependents"] });
      await stage.expectStayed(container, first, ["ada", "ben", "zoe"]);
      return { program, roster };
    }
  });

  const folders = (): string[] => [
    join(stage.project.folder, "tmp", `pulumi-chime-${process.getuid?.() ?? 0}`),
    join(stage.project.folder, "home", "pulumi-chime"),
  ];

  // pm1
  describe("because the folder of the plugins is not as it should be", () => {
    const states: [string, (folder: string) => Promise<void>][] = [
      [
        "is open to everybody",
        async (folder) => {
          await mkdir(folder, { recursive: true });
          await chmod(folder, 0o755);
        },
      ],
      ["is a file", (folder) => writeFile(folder, "")],
    ];
    for (const [what, make] of states) {
      it(`works all the same with one provider: the folder ${what}`, async () => {
        const room = await stage.begin("rooms");
        await mkdir(join(stage.project.folder, "home"), { recursive: true });
        for (const folder of folders()) await make(folder);
        await stage.given(single(room, ["ada", "ben"]));
        assert.deepEqual(room.members(), ["ada", "ben"]);
        const run = await stage.given(single(room, ["ada"]));
        assert.deepEqual(room.members(), ["ada"], run.printed);
        await stage.given([room.roster("team", ["ada"])]);
        expectEnd(await stage.destroy(), true);
        assert.deepEqual(room.members(), []);
      });
    }
  });

  // kp2
  describe("because its folders are cleaned while it runs", () => {
    const moves: [string, Service, (container: Container) => [Declared[], Declared[]]][] = [
      [
        "a membership that is renamed and given another provider",
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
        "a member who moves from a roster to one of another provider",
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
      it(`removes nobody who is declared: ${what}`, async () => {
        const container = await stage.begin(service);
        const [first, second] = programs(container);
        await stage.given(first);
        // The first call of the new provider takes long enough for the folders to be cleaned.
        stage.chime.faults.inject({ operation: "*", kind: "delay", milliseconds: 700, times: 2 });
        const cleaned = stage.chime.journal
          .next({}, { timeoutMs: 30_000 })
          .then(() => Promise.all(folders().map(cleanOut)));
        const run = await stage.up(second);
        await cleaned;
        await stage.expectStayed(container, run, ["ben"]);
        const again = await stage.given(second);
        await stage.expectStayed(container, again, ["ben"]);
      });
    }
  });
});

/** Removes what is in a folder, as a cleaner of temporary files does. */
async function cleanOut(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  for (const entry of entries) await rm(join(folder, entry), { recursive: true, force: true });
}
