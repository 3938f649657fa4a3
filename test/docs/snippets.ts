import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Nodes } from "mdast";
import { parse } from "yaml";

export const REPOSITORY = resolve(__dirname, "../..");

/** Instructions for the tests, in an HTML comment before a snippet. Readers do not see them. */
export interface Directive {
  /** TypeScript or JavaScript code to add before the snippet, such as declarations that the page omits. */
  with?: string;
  /** Why the snippet does not run. The test lists all reasons. */
  skip?: string;
  /**
   * Where a shell snippet runs: in a copy of this repository, or in the Pulumi project of the page. A snippet that also
   * has `skip` runs only in `npm run test:package`. In the other tests, the packages that it installs are already
   * there.
   */
  run?: "repository" | "project";
  /** The file of the project to write the snippet to. */
  file?: string;
  /** The file of the project from which the snippet, a diff, removes lines. */
  edit?: string;
  /** The text that a long-running command prints when it is ready. It is interrupted at the end of the page. */
  until?: string;
  /** Text that the command must print. */
  output?: string;
  /** Whether the snippet shows the output of the previous command. It may omit lines. */
  shown?: boolean;
  /** The number of members that the emulator's room must have afterwards. */
  members?: number;
  /** Placeholders for the reader's own values, and their replacements. */
  replace?: Record<string, string>;
}

/** A code block in a page. */
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

/** The pages with commands that a walkthrough runs without packages from a registry. */
export function pagesWithSteps(): string[] {
  return pages().filter((page) => {
    const comments = readFileSync(join(REPOSITORY, page), "utf8").matchAll(/^<!--\s*(test:[\s\S]*?)-->$/gm);
    return [...comments].some(([, text]) => hasSteps((parse(text!) as { test: Directive }).test));
  });
}

/** Whether a walkthrough runs a snippet without packages from a registry. */
export function hasSteps({ run, skip }: Directive): boolean {
  return run !== undefined && skip === undefined;
}

/** The Markdown files that are under version control, and new ones that git does not ignore. */
export function markdownFiles(...patterns: string[]): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", ...patterns];
  const listed = execFileSync("git", args, { cwd: REPOSITORY, encoding: "utf8" });
  return [...new Set(listed.split("\0").filter((page) => page !== ""))].sort();
}

/** All code blocks in a page, in order. */
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

function directiveOf(comment: string, location: string): Directive {
  const text = DIRECTIVE.exec(comment.trim())?.[1];
  if (text === undefined) return {};
  const { test } = parse(text) as { test: Directive };
  const unknown = Object.keys(test).filter((key) => !KNOWN.includes(key));
  if (unknown.length > 0)
    throw new Error(`${location}: unknown keys in the test comment: ${unknown.join(", ")}`);
  return test;
}
