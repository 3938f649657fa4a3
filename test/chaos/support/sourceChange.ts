import { join, resolve } from "node:path";

import ts from "typescript";

/** The folder with the sources of the package. */
export const PROVIDER = resolve(__dirname, "../../../provider");

/** A replacement of one text in a file of `provider/`. */
export interface SourceChange {
  /** The path of the file, relative to `provider/`. */
  readonly file: string;
  /** A text that the file contains exactly once. White space is ignored, so that formatting does not matter. */
  readonly text: string;
  readonly replacement: string;
}

/**
 * Applies a change to the source of a file.
 *
 * @throws Error if the source does not contain the text exactly once.
 */
export function applyChange(source: string, { file, text, replacement }: SourceChange): string {
  const matches = [...source.matchAll(patternOf(text))];
  const [match] = matches;
  if (!match || matches.length > 1) {
    throw new Error(
      `provider/${file} must contain this text once, and contains it ${matches.length} times: ${text}`,
    );
  }
  return source.slice(0, match.index) + replacement + source.slice(match.index + match[0].length);
}

/**
 * Compiles a file like `npm run build`, without a type check.
 *
 * @throws Error if the source has a syntax error.
 */
export function compile(file: string, source: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    // The package.json above this path makes TypeScript compile to CommonJS.
    fileName: join(PROVIDER, file),
    reportDiagnostics: true,
    compilerOptions: (options ??= buildOptions()),
  });
  const errors = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  if (errors.length > 0) throw new Error(`provider/${file} does not compile: ${errors.join("; ")}`);
  return outputText;
}

// Allows any white space between words and signs.
function patternOf(text: string): RegExp {
  const tokens = text.match(/\w+|[^\w\s]/g) ?? [];
  return new RegExp(tokens.map((token) => token.replace(/\W/, "\\$&")).join("\\s*"), "g");
}

let options: ts.CompilerOptions | undefined;

function buildOptions(): ts.CompilerOptions {
  const config = ts.getParsedCommandLineOfConfigFile(resolve(PROVIDER, "../tsconfig.build.json"), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  });
  if (!config) throw new Error("tsconfig.build.json cannot be read.");
  return config.options;
}
