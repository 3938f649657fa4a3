import { dirname, join } from "node:path";

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
  const files = filesOf(snippets);
  const sources = new Map([...files].map(([file, snippet]) => [file, sourceOf(snippet)]));
  const options = optionsOfRepository();
  const diskHost = ts.createCompilerHost(options);
  const host = ts.createCompilerHost(options);
  const folders = new Set([...sources.keys()].map((file) => dirname(file)));
  host.directoryExists = (folder) => folders.has(folder) || ts.sys.directoryExists(folder);
  host.fileExists = (file) => sources.has(file) || diskHost.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? diskHost.readFile(file);
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => formatDiagnostic(diagnostic, files));
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
      const name =
        isOnly && directive.file ? directive.file : `${line}.${COMPILED_LANGUAGES.get(language) ?? ""}`;
      return [join(REPOSITORY, "test/docs", page.replaceAll(/\W/g, "-"), name), snippet];
    }),
  );
}

function sourceOf({ text, directive, language }: Snippet): string {
  const isModule = language.startsWith("j") || /^(import|export) /m.test(text + (directive.with ?? ""));
  return [directive.with ?? "", text, isModule ? "" : "export {};"].join("\n");
}

function formatDiagnostic(
  { file, start, messageText }: ts.Diagnostic,
  files: ReadonlyMap<string, Snippet>,
): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  const snippet = files.get(file?.fileName ?? "");
  if (!file || !snippet) return message;
  const prefixLines = (snippet.directive.with ?? "").split("\n").length;
  const lineInSnippet = file.getLineAndCharacterOfPosition(start ?? 0).line - prefixLines + 1;
  return `${snippet.page}:${snippet.line + lineInSnippet}: ${message}`;
}
