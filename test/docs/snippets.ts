import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Nodes } from "mdast";
import { parse } from "yaml";

export const REPOSITORY = resolve(__dirname, "../..");

/** What a page says to its test, in an HTML comment before a snippet, which readers do not see. */
export interface Directive {
  /** TypeScript or JavaScript that stands before the snippet, where the page takes something as known. */
  with?: string;
  /** Why the snippet is not run. Every such reason is listed in the test. */
  skip?: string;
  /**
   * Where a shell snippet runs: in a copy of this repository, or in the page's own Pulumi project. With `skip`, it only
   * runs where packages are really installed; elsewhere they are there as if it had run.
   */
  run?: "repository" | "project";
  /** The file of the page's project that the snippet is. */
  file?: string;
  /** The file of the page's project out of which a reader takes the lines that the snippet, a diff, has with a minus. */
  edit?: string;
  /** What the command prints when it is ready. It then goes on until the page is done. */
  until?: string;
  /** What the command must print. */
  output?: string;
  /** Whether the snippet shows what the command before it prints. Lines in between may be left out. */
  shown?: boolean;
  /** How many members the emulator's room then has, for a page with a project. */
  members?: number;
  /** What stands for a reader's own values, and the values of the emulator in its place. */
  replace?: Record<string, string>;
}

/** One block of code in a page. */
export interface Snippet {
  /** The page, relative to the repository. */
  page: string;
  line: number;
  language: string;
  text: string;
  directive: Directive;
}

const DIRECTIVE = /^<!--\s*(test:[\s\S]*?)-->$/;
const KNOWN = ["with", "skip", "run", "file", "edit", "until", "output", "shown", "members", "replace"];

/** The pages whose snippets are tested. */
export function pages(): string[] {
  return markdownFiles(
    "README.md",
    "docs/*.md",
    "docs/**/*.md",
    "examples/*.md",
    "examples/**/*.md",
    "packages/**/*.md",
  );
}

/** The pages of which a test does what they say, without packages from a registry. */
export function walkedPages(): string[] {
  return pages().filter((page) => {
    const comments = readFileSync(join(REPOSITORY, page), "utf8").matchAll(/^<!--\s*(test:[\s\S]*?)-->$/gm);
    return [...comments].some(([, text]) => isWalked((parse(text!) as { test: Directive }).test));
  });
}

/** Whether a walk runs a snippet without packages from a registry. */
export function isWalked({ run, skip }: Directive): boolean {
  return run !== undefined && skip === undefined;
}

/** The Markdown files that are under version control, or are about to be. */
export function markdownFiles(...patterns: string[]): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ...patterns];
  const listed = execFileSync("git", args, { cwd: REPOSITORY, encoding: "utf8" });
  return [...new Set(listed.split("\0").filter((page) => page !== ""))].sort();
}

/** Every block of code in a page, in order. */
export async function snippetsOf(page: string): Promise<Snippet[]> {
  const { fromMarkdown } = await import("mdast-util-from-markdown");
  const tree = fromMarkdown(readFileSync(join(REPOSITORY, page), "utf8"));
  return blocksIn(tree, page);
}

function blocksIn(node: Nodes, page: string): Snippet[] {
  if (!("children" in node)) return [];
  return node.children.flatMap((child, index): Snippet[] => {
    if (child.type !== "code") return blocksIn(child, page);
    const line = child.position?.start.line ?? 0;
    const before = node.children[index - 1];
    const directive = before?.type === "html" ? directiveOf(before.value, `${page}:${line}`) : {};
    return [{ page, line, language: child.lang ?? "", text: child.value, directive }];
  });
}

function directiveOf(comment: string, where: string): Directive {
  const text = DIRECTIVE.exec(comment.trim())?.[1];
  if (text === undefined) return {};
  const { test } = parse(text) as { test: Directive };
  const strange = Object.keys(test).filter((key) => !KNOWN.includes(key));
  if (strange.length > 0) throw new Error(`${where}: no such word before a snippet: ${strange.join(", ")}`);
  return test;
}
