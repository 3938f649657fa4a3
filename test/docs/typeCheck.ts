import { join } from "node:path";

import ts from "typescript";

import { REPOSITORY, type Snippet } from "./snippets";

/** The languages whose snippets are compiled, with the file extension of each. */
export const COMPILED_LANGUAGES = new Map([
  ["typescript", "ts"],
  ["ts", "ts"],
  ["javascript", "js"],
  ["js", "js"],
]);

/** The compiler's diagnostics for snippets. They are compiled as one program, each as a separate module. */
export function diagnosticsOf(snippets: readonly Snippet[]): string[] {
  const sources = new Map(snippets.map((snippet) => [fileOf(snippet), sourceOf(snippet)]));
  const options = optionsOfRepository();
  const diskHost = ts.createCompilerHost(options);
  const host = ts.createCompilerHost(options);
  host.fileExists = (file) => sources.has(file) || diskHost.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? diskHost.readFile(file);
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => formatDiagnostic(diagnostic, snippets));
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
  const name = `${page.replaceAll(/\W/g, "-")}-${line}.${COMPILED_LANGUAGES.get(language) ?? ""}`;
  return join(REPOSITORY, "test/docs", name);
}

function sourceOf({ text, directive, language }: Snippet): string {
  const isModule = language.startsWith("j") || /^(import|export) /m.test(text + (directive.with ?? ""));
  return [directive.with ?? "", text, isModule ? "" : "export {};"].join("\n");
}

function formatDiagnostic({ file, start, messageText }: ts.Diagnostic, snippets: readonly Snippet[]): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const snippet = snippets.find((candidate) => fileOf(candidate) === file?.fileName);
  if (!file || !snippet) return message;
  const prefixLines = (snippet.directive.with ?? "").split("\n").length;
  const lineInSnippet = file.getLineAndCharacterOfPosition(start ?? 0).line - prefixLines + 1;
  return `${snippet.page}:${snippet.line + lineInSnippet}: ${message}`;
}
