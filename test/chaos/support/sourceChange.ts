import { join, resolve } from "node:path";

import ts from "typescript";

/** The sources of the package. */
export const PROVIDER = resolve(__dirname, "../../../provider");

/** A change of one text in a file of `provider/`. */
export interface SourceChange {
  /** The file, below `provider/`. */
  readonly file: string;
  /** A text that is in the file exactly once. White space does not count, so formatting cannot break it. */
  readonly text: string;
  readonly replacement: string;
}

/**
 * Changes the source of a file.
 *
 * @throws Error if the text is not in the source exactly once.
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
 * Compiles a file as `npm run build` does, without a type check.
 *
 * @throws Error if the syntax is wrong.
 */
export function compile(file: string, source: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    // TypeScript looks for the package.json above the file: whether it is compiled to CommonJS depends on that.
    fileName: join(PROVIDER, file),
    reportDiagnostics: true,
    compilerOptions: (options ??= buildOptions()),
  });
  const errors = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  if (errors.length > 0) throw new Error(`provider/${file} does not compile: ${errors.join("; ")}`);
  return outputText;
}

// Between two words, or a word and a sign, any white space may stand, or none.
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
