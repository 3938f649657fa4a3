import type { Language } from "../combinations";

/** The files of a program, except those of Pulumi. */
interface Program {
  /** The file that Pulumi runs. */
  main: string;
  files: Record<string, string>;
  /** The properties of its package.json, except the dependencies. */
  manifest: Record<string, string>;
  devDependencies: Record<string, string>;
}

const TYPESCRIPT = { typescript: "~5.9.3", "@types/node": "^20.19.43" };

/** Typical programs. Each declares the members in `team.json` and exports its version of Node.js. */
export const PROGRAMS: Record<Language, Program> = {
  javascript: {
    main: "index.js",
    files: {
      "index.js": `"use strict";
const chime = require("pulumi-chime");
const { accountId, roomId, team } = require("./team.json");
for (const [name, args] of Object.entries(team)) new chime.RoomMembership(name, { accountId, roomId, ...args });
exports.node = process.version;
`,
    },
    manifest: {},
    devDependencies: {},
  },
  esm: {
    main: "index.js",
    files: {
      "index.js": `import { readFileSync } from "node:fs";
import * as chime from "pulumi-chime";
import { RoomMembership, RoomMembershipRole } from "pulumi-chime";
const { accountId, roomId, team } = JSON.parse(readFileSync(new URL("team.json", import.meta.url), "utf8"));
if (chime.RoomMembership !== RoomMembership) throw new Error("The package is loaded twice.");
for (const [name, { role = RoomMembershipRole.Member, ...args }] of Object.entries(team)) {
  new RoomMembership(name, { accountId, roomId, role, ...args });
}
export const node = process.version;
`,
    },
    manifest: { type: "module" },
    devDependencies: {},
  },
  typescript: {
    main: "index.ts",
    files: {
      "index.ts": `import * as fs from "fs";
import * as path from "path";
import * as chime from "pulumi-chime";
${typescriptBody('fs.readFileSync(path.join(__dirname, "team.json"), "utf8")')}`,
      "tsconfig.json": tsconfig({ target: "es2020", module: "commonjs", moduleResolution: "node" }),
    },
    manifest: {},
    devDependencies: TYPESCRIPT,
  },
  "typescript nodenext": {
    main: "index.ts",
    files: {
      "index.ts": `import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as chime from "pulumi-chime";
${typescriptBody('readFileSync(join(__dirname, "team.json"), "utf8")')}`,
      "tsconfig.json": tsconfig({ target: "es2022", module: "nodenext", exactOptionalPropertyTypes: true }),
    },
    manifest: {},
    devDependencies: TYPESCRIPT,
  },
};

function typescriptBody(text: string): string {
  return `interface Member {
  memberId: string;
  role?: chime.RoomMembershipRole;
}
interface Team {
  accountId: string;
  roomId: string;
  team: Record<string, Member>;
}
const { accountId, roomId, team } = JSON.parse(${text}) as Team;
const members = Object.entries(team).map(
  ([name, member]) => new chime.RoomMembership(name, { accountId, roomId, ...member }),
);
export const node: string = process.version;
export const roles = members.map(({ role }) => role);
`;
}

function tsconfig(options: object): string {
  const types = ["node"];
  return JSON.stringify({
    compilerOptions: { ...options, types, strict: true, noEmit: true },
    files: ["index.ts"],
  });
}
