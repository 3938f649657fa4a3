import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { preProcessFile } from "typescript";

/** An import between two files of a folder, including imports of types only. Paths are relative to the folder. */
export interface Import {
  from: string;
  to: string;
}

/** The TypeScript files of a folder and its subfolders. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
}

/** The imports between the files of a folder. */
export function importsIn(folder: string): Import[] {
  return filesIn(folder).flatMap((from) =>
    preProcessFile(readFileSync(join(folder, from), "utf8"))
      .importedFiles.map(({ fileName }) => fileName)
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) => ({ from, to: relative(folder, resolved(join(folder, dirname(from), specifier))) }))
      .filter(({ to }) => !to.startsWith("..")),
  );
}

/** The files of one circular import, in order. Empty if there is none. */
export function circleIn(imports: readonly Import[]): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    done.add(file);
    for (const { to } of imports.filter(({ from }) => from === file)) {
      const circle = visit(to, [...path, file]);
      if (circle.length > 0) return circle;
    }
    return [];
  };
  for (const { from } of imports) {
    const circle = visit(from, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

function resolved(path: string): string {
  const candidates = [`${path}.ts`, join(path, "index.ts"), path];
  return candidates.find((candidate) => existsSync(candidate)) ?? path;
}
