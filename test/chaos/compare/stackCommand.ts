import type { CommandOptions } from "../engine/commandOptions";
import { omit } from "../support/omit";
import type { TestResource } from "./testResource";

/** A Pulumi command, with all programs of the stack as they are at that time. */
export type StackCommand =
  | {
      readonly kind: "destroy" | "preview" | "refresh" | "up";
      readonly programs: readonly (readonly TestResource[])[];
      readonly options: CommandOptions;
      /** Whether a destroy runs the program. */
      readonly runProgram?: boolean;
    }
  | { readonly kind: "import"; readonly name: string; readonly otherName: string };

/** The command as on a command line, for reports. */
export function commandLine(command: StackCommand): string {
  if (command.kind === "import") return `import ${command.name} as ${command.otherName}`;
  const { kind, options, runProgram = false } = command;
  const { targets, excludes, replaces } = options;
  const lists = { target: targets, exclude: excludes, replace: replaces };
  return [
    ...[kind, `--parallel ${options.parallel}`],
    ...Object.entries(lists).flatMap(([flag, names]) => (names ? [`--${flag} ${names.join()}`] : [])),
    ...(options.targetDependents ? ["--target-dependents"] : []),
    ...(options.excludeDependents ? ["--exclude-dependents"] : []),
    ...(options.continueOnError ? ["--continue-on-error"] : []),
    ...(options.refresh ? ["--refresh"] : []),
    ...(runProgram ? ["--run-program"] : []),
  ].join(" ");
}

/**
 * Removes names that are not in the state, because the engine would reject the command for all programs of the stack.
 */
export function withoutUnknownNames(command: StackCommand, names: ReadonlySet<string>): StackCommand {
  if (command.kind === "import") return command;
  const { options, kind } = command;
  const mayTargetNew = kind !== "refresh" && kind !== "destroy" && options.refresh !== true;
  const known = (given: readonly string[] = []): readonly string[] => given.filter((name) => names.has(name));
  const lists = {
    targets: mayTargetNew ? (options.targets ?? []) : known(options.targets),
    excludes: known(options.excludes),
    replaces: known(options.replaces),
  };
  const nonEmpty = Object.entries(lists).filter(([, list]) => list.length > 0);
  const others = omit(omit(omit(options, "targets"), "excludes"), "replaces");
  return { ...command, options: { ...others, ...Object.fromEntries(nonEmpty) } };
}

/** The part of a command that concerns one program of the stack. */
export function commandForProgram(command: StackCommand, index: number): StackCommand {
  const belongs = (name: string): boolean => belongsTo(name, index);
  if (command.kind === "import")
    return belongs(command.name) ? command : { ...command, name: "", otherName: "" };
  const { targets, excludes, replaces, ...others } = command.options;
  return {
    ...command,
    programs: [command.programs[index]!],
    options: {
      ...others,
      ...(targets ? { targets: targets.filter(belongs) } : {}),
      ...(excludes ? { excludes: excludes.filter(belongs) } : {}),
      ...(replaces ? { replaces: replaces.filter(belongs) } : {}),
    },
  };
}

/** The start of the names of all resources of a program. */
export function prefixOf(index: number): string {
  return `p${index}-`;
}

/** Whether a resource belongs to a program. */
export function belongsTo(name: string, index: number): boolean {
  return name.startsWith(prefixOf(index));
}
