import type { CommandOptions } from "../engine/commandOptions";
import type { TestResource } from "./testResource";

/** One command of Pulumi, with the programs as they are then. */
export type StackCommand =
  | {
      readonly kind: "destroy" | "preview" | "refresh" | "up";
      readonly programs: readonly (readonly TestResource[])[];
      readonly options: CommandOptions;
      /** Whether a destroy runs the program. */
      readonly runProgram?: boolean;
    }
  | { readonly kind: "import"; readonly name: string; readonly otherName: string };

/** A command as a person types it. */
export function commandLine(command: StackCommand): string {
  if (command.kind === "import") return `import ${command.name} as ${command.otherName}`;
  const { kind, options, runProgram = false } = command;
  const { targets, excludes, replaces } = options;
  const named = { target: targets, exclude: excludes, replace: replaces };
  return [
    ...[kind, `--parallel ${options.parallel}`],
    ...Object.entries(named).flatMap(([flag, names]) => (names ? [`--${flag} ${names.join()}`] : [])),
    ...(options.targetDependents ? ["--target-dependents"] : []),
    ...(options.excludeDependents ? ["--exclude-dependents"] : []),
    ...(options.continueOnError ? ["--continue-on-error"] : []),
    ...(options.refresh ? ["--refresh"] : []),
    ...(runProgram ? ["--run-program"] : []),
  ].join(" ");
}
