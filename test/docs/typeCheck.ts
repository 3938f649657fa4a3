import { dirname, join } from "node:path";

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
  const files = filesOf(snippets);
  const sources = new Map([...files].map(([file, snippet]) => [file, sourceOf(snippet)]));
  const options = optionsOfRepository();
  const onDisk = ts.createCompilerHost(options);
  const host = ts.createCompilerHost(options);
  const folders = new Set([...sources.keys()].map((file) => dirname(file)));
  host.directoryExists = (folder) => folders.has(folder) || ts.sys.directoryExists(folder);
  host.fileExists = (file) => sources.has(file) || onDisk.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? onDisk.readFile(file);
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => said(diagnostic, files));
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
  // As in the tsconfig.json of a Pulumi project: the programs of the pages import each other without an extension.
  const modules = { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 };
  return { ...options, ...modules, paths, allowJs: true, checkJs: true };
}

/** The snippets by their paths. A snippet that is the only one with its file name can be imported by the others of its page. */
function filesOf(snippets: readonly Snippet[]): Map<string, Snippet> {
  return new Map(
    snippets.map((snippet) => {
      const { page, line, language, directive } = snippet;
      const isOnly = snippets.every(
        (other) => other === snippet || other.page !== page || other.directive.file !== directive.file,
      );
      const name = isOnly && directive.file ? directive.file : `${line}.${CHECKED.get(language) ?? ""}`;
      return [join(REPOSITORY, "test/docs", page.replaceAll(/\W/g, "-"), name), snippet];
    }),
  );
}

function sourceOf({ text, directive, language }: Snippet): string {
  const isModule = language.startsWith("j") || /^(import|export) /m.test(text + (directive.with ?? ""));
  return [directive.with ?? "", text, isModule ? "" : "export {};"].join("\n");
}

function said({ file, start, messageText }: ts.Diagnostic, files: ReadonlyMap<string, Snippet>): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const snippet = files.get(file?.fileName ?? "");
  if (!file || !snippet) return message;
  const before = (snippet.directive.with ?? "").split("\n").length;
  const row = file.getLineAndCharacterOfPosition(start ?? 0).line - before + 1;
  return `${snippet.page}:${snippet.line + row}: ${message}`;
}
