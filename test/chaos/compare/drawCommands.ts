import type { CommandOptions } from "../engine/commandOptions";
import type { Random } from "../engine/random";
import { ProgramGenerator } from "./programGenerator";
import { prefixOf, type StackCommand } from "./stackCommand";
import type { TestResource } from "./testResource";

/**
 * Draws programs, and commands that run one after the other.
 *
 * @param programCount The number of programs that share the stack. If there are several, no program does anything that
 *   ends the deployment, because that would end the others too.
 */
export function drawCommands(random: Random, programCount: number): StackCommand[] {
  const isAlone = programCount === 1;
  // With `--continue-on-error`, the real engine never ends if a delete before a replacement fails.
  const mayFailDeletes = Array.from({ length: programCount }, () => random.below(3) === 0);
  const generators = mayFailDeletes.map(
    (mayFail, index) => new ProgramGenerator(random, prefixOf(index), isAlone, mayFail),
  );
  let programs = generators.map((generator) => generator.generate());
  const firstOptions = { parallel: drawParallel(random), ...(isAlone ? {} : { continueOnError: true }) };
  const commands: StackCommand[] = [{ kind: "up", programs, options: firstOptions }];
  const count = 4 + random.below(4);
  while (commands.length < count) {
    const kind = random.pick(KINDS);
    if (kind === "import") {
      const { name } = random.pick(programs.flat());
      commands.push({ kind, name, otherName: `${name}-again` });
      continue;
    }
    // No alias with --target or --exclude: the real engine then writes a state that it cannot read.
    const mayRestrict = random.below(2) !== 0;
    programs = programs.map((program, index) => generators[index]!.change(program, !mayRestrict));
    const options = drawOptions(random, { kind, programs, isAlone, mayRestrict });
    const runProgram = kind === "destroy" && random.below(2) === 0;
    commands.push({ kind, programs, options, ...(runProgram ? { runProgram } : {}) });
  }
  return commands;
}

const KINDS = [
  ...(["up", "up", "up", "up", "up", "up"] as const),
  ...(["preview", "preview", "refresh", "destroy", "import"] as const),
];

interface CommandContext {
  readonly kind: "destroy" | "preview" | "refresh" | "up";
  readonly programs: readonly (readonly TestResource[])[];
  readonly isAlone: boolean;
  /** Whether the command may have `--target` or `--exclude`. */
  readonly mayRestrict: boolean;
}

function drawOptions(random: Random, context: CommandContext): CommandOptions {
  const { kind, isAlone } = context;
  const mayContinue = kind === "up" || kind === "destroy";
  const continueOnError = !isAlone || random.below(4) === 0;
  return {
    parallel: drawParallel(random),
    ...(continueOnError && mayContinue ? { continueOnError } : {}),
    ...(kind !== "refresh" && random.below(6) === 0 ? { refresh: true } : {}),
    ...drawNames(random, context),
  };
}

function drawNames(
  random: Random,
  { kind, programs, isAlone, mayRestrict }: CommandContext,
): Omit<CommandOptions, "parallel"> {
  const all = programs.flat();
  const some = all.filter(() => random.below(3) === 0).map(({ name }) => name);
  const names = some.length > 0 ? some : [all[0]!.name];
  switch (mayRestrict ? random.below(5) : 2 + random.below(3)) {
    case 0:
      return drawTargets(random, names, all, isAlone);
    case 1:
      return { excludes: names, ...(isAlone && random.below(2) === 0 ? { excludeDependents: true } : {}) };
    case 2:
      return kind === "up" || kind === "preview" ? { replaces: names } : {};
    default:
      return {};
  }
}

// If a target depends on a resource that is not targeted, the engine may end the deployment.
function drawTargets(
  random: Random,
  names: readonly string[],
  all: readonly TestResource[],
  isAlone: boolean,
): Omit<CommandOptions, "parallel"> {
  const targets = isAlone && random.below(3) === 0 ? names : withDependencies(names, all);
  return { targets, ...(isAlone && random.below(2) === 0 ? {} : { targetDependents: true }) };
}

function withDependencies(names: readonly string[], all: readonly TestResource[]): string[] {
  const needed = new Set(names);
  for (const { name, refs, dependsOn } of [...all].reverse()) {
    if (needed.has(name)) for (const other of [...refs.map(({ to }) => to), ...dependsOn]) needed.add(other);
  }
  return [...needed];
}

function drawParallel(random: Random): number {
  return random.pick([1, 2, 4, 16]);
}
