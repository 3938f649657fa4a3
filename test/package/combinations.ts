/** The package manager. */
export type Manager = "npm" | "pnpm" | "yarn";

/** The language of the program. */
export type Language = "javascript" | "esm" | "typescript" | "typescript nodenext";

/** The location of the program and its package.json in the project. */
export type Layout = "one folder" | "main folder" | "workspace";

/** A combination of tools to use the package with. */
export interface Combination {
  manager: Manager;
  language: Language;
  layout: Layout;
  /** The major version of Node.js that the program and the plugin run on. */
  node: 20 | 22 | 24;
  /** The release of @pulumi/pulumi: an end of the range that the package declares. */
  pulumi: "oldest" | "newest";
}

/** The values of each property of a combination. */
export const VALUES: { [Key in keyof Combination]: readonly Combination[Key][] } = {
  manager: ["npm", "pnpm", "yarn"],
  language: ["javascript", "esm", "typescript", "typescript nodenext"],
  layout: ["one folder", "main folder", "workspace"],
  node: [20, 22, 24],
  pulumi: ["oldest", "newest"],
};

type Row = [Language, Combination["node"], Manager, Layout, Combination["pulumi"]];

const ROWS: Row[] = [
  ["javascript", 20, "yarn", "workspace", "oldest"],
  ["javascript", 22, "npm", "one folder", "newest"],
  ["javascript", 24, "pnpm", "main folder", "newest"],
  ["esm", 20, "npm", "one folder", "newest"],
  ["esm", 22, "yarn", "workspace", "newest"],
  ["esm", 24, "pnpm", "main folder", "oldest"],
  ["typescript", 20, "pnpm", "workspace", "oldest"],
  ["typescript", 22, "npm", "main folder", "oldest"],
  ["typescript", 24, "yarn", "one folder", "newest"],
  ["typescript nodenext", 20, "yarn", "main folder", "oldest"],
  ["typescript nodenext", 22, "pnpm", "one folder", "oldest"],
  ["typescript nodenext", 24, "npm", "workspace", "newest"],
];

/** Combinations in which every pair of values of two properties occurs at least once. */
export const COMBINATIONS: readonly Combination[] = ROWS.map(([language, node, manager, layout, pulumi]) => ({
  language,
  node,
  manager,
  layout,
  pulumi,
}));
