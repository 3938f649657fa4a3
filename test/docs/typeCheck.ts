import { join } from "node:path";

import ts from "typescript";

import { REPOSITORY, type Snippet } from "./snippets";

/** The extensions of the files that snippets of a language are. */
export const CHECKED = new Map([
  ["typescript", "ts"],
  ["ts", "ts"],
  ["javascript", "js"],
  ["js", "js"],
]);

/** What the compiler says against snippets: one program for all of them, each a module of its own. */
export function complaintsAbout(snippets: readonly Snippet[]): string[] {
  const sources = new Map(snippets.map((snippet) => [fileOf(snippet), sourceOf(snippet)]));
  const options = optionsOfRepository();
  const onDisk = ts.createCompilerHost(options);
  const host = ts.createCompilerHost(options);
  host.fileExists = (file) => sources.has(file) || onDisk.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? onDisk.readFile(file);
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => said(diagnostic, snippets));
}

function optionsOfRepository(): ts.CompilerOptions {
  const file = join(REPOSITORY, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files: [], include: [] },
    ts.sys,
    REPOSITORY,
  );
  const paths = { ...options.paths, "pulumi-chime-emulator": ["./emulator/index.ts"] };
  return { ...options, paths, allowJs: true, checkJs: true };
}

function fileOf({ page, line, language }: Snippet): string {
  const name = `${page.replaceAll(/\W/g, "-")}-${line}.${CHECKED.get(language) ?? ""}`;
  return join(REPOSITORY, "test/docs", name);
}

function sourceOf({ text, directive, language }: Snippet): string {
  const isModule = language.startsWith("j") || /^(import|export) /m.test(text + (directive.with ?? ""));
  return [directive.with ?? "", text, isModule ? "" : "export {};"].join("\n");
}

function said({ file, start, messageText }: ts.Diagnostic, snippets: readonly Snippet[]): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const snippet = snippets.find((one) => fileOf(one) === file?.fileName);
  if (!file || !snippet) return message;
  const before = (snippet.directive.with ?? "").split("\n").length;
  const row = file.getLineAndCharacterOfPosition(start ?? 0).line - before + 1;
  return `${snippet.page}:${snippet.line + row}: ${message}`;
}
