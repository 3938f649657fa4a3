import type { CommandOptions } from "../engine/commandOptions";
import type { ResourceOptions } from "../engine/declaredResource";
import type { Random } from "../engine/random";
import type { StackCommand } from "./stackCommand";
import { omit } from "../support/omit";
import type { TestResource } from "./testResource";

/** The explicit providers that every program makes. */
export const PROVIDERS = ["east", "west"] as const;

const MOST_THINGS = 6;

/**
 * Draws programs, and commands that are run with them one after the other.
 *
 * @param howMany So many programs share a stack. Nothing that they do ends a deployment then, as the programs of others would
 *   end too: a program alone may also fail.
 */
export function drawCommands(random: Random, howMany: number): StackCommand[] {
  const isAlone = howMany === 1;
  // A delete that fails before its replacement is never answered: with `--continue-on-error` the engine waits for ever.
  const failDeletes = Array.from({ length: howMany }, () => random.below(3) === 0);
  const drawers = failDeletes.map(
    (fails, index) => new ProgramGenerator(random, `p${index}-`, isAlone, fails),
  );
  let programs = drawers.map((drawer) => drawer.program());
  const first = { parallel: drawParallel(random), ...(isAlone ? {} : { continueOnError: true }) };
  const commands: StackCommand[] = [{ kind: "up", programs, options: first }];
  const length = 4 + random.below(4);
  while (commands.length < length) {
    const kind = random.pick([
      "up",
      "up",
      "up",
      "up",
      "up",
      "up",
      "preview",
      "preview",
      "refresh",
      "destroy",
      "import",
    ] as const);
    if (kind === "import") {
      const name = random.pick(programs.flat()).name;
      commands.push({ kind, name, otherName: `${name}-again` });
      continue;
    }
    // Alone, and with all of the stack: an aliased resource on which others depend that are left out is written twice.
    const isWhole = random.below(2) === 0;
    programs = programs.map((program, index) => drawers[index]!.edited(program, isWhole));
    const options = drawOptions(random, { kind, programs, isAlone, isWhole });
    const runProgram = kind === "destroy" && random.below(2) === 0;
    commands.push({ kind, programs, options, ...(runProgram ? { runProgram } : {}) });
  }
  return commands;
}

interface CommandContext {
  readonly kind: "destroy" | "preview" | "refresh" | "up";
  readonly programs: readonly (readonly TestResource[])[];
  readonly isAlone: boolean;
  /** Whether nothing is left out. */
  readonly isWhole: boolean;
}

function drawOptions(random: Random, circumstances: CommandContext): CommandOptions {
  const { kind, isAlone } = circumstances;
  const maySurvive = kind === "up" || kind === "destroy";
  const continueOnError = !isAlone || random.below(4) === 0;
  return {
    parallel: drawParallel(random),
    ...(continueOnError && maySurvive ? { continueOnError } : {}),
    ...(kind !== "refresh" && random.below(6) === 0 ? { refresh: true } : {}),
    ...drawNames(random, circumstances),
  };
}

function drawNames(
  random: Random,
  { kind, programs, isAlone, isWhole }: CommandContext,
): Omit<CommandOptions, "parallel"> {
  const all = programs.flat();
  const some = all.filter(() => random.below(3) === 0).map(({ name }) => name);
  const named = some.length > 0 ? some : [all[0]!.name];
  switch (isWhole ? 2 + random.below(3) : random.below(5)) {
    case 0:
      return drawTargets(random, named, all, isAlone);
    case 1:
      return { excludes: named, ...(isAlone && random.below(2) === 0 ? { excludeDependents: true } : {}) };
    case 2:
      return kind === "up" || kind === "preview" ? { replaces: named } : {};
    default:
      return {};
  }
}

// A program alone may leave out what it needs, which is refused.
function drawTargets(
  random: Random,
  named: readonly string[],
  all: readonly TestResource[],
  isAlone: boolean,
): Omit<CommandOptions, "parallel"> {
  const targets = isAlone && random.below(3) === 0 ? named : withDependencies(named, all);
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

/** Draws one program and its changes. */
class ProgramGenerator {
  public constructor(
    private readonly random: Random,
    private readonly prefix: string,
    private readonly isAlone: boolean,
    /** Whether deletes may fail; nothing is deleted before its replacement then. */
    private readonly failsDeletes: boolean,
  ) {}

  public program(): TestResource[] {
    const things: TestResource[] = [];
    const length = 2 + this.random.below(MOST_THINGS - 2);
    for (let index = 0; index < length; index += 1)
      things.push(this.thing(`${this.prefix}t${index}`, things));
    return things.map((thing) => this.failing(thing));
  }

  /** The program after some changes. */
  public edited(program: readonly TestResource[], mayAlias: boolean): TestResource[] {
    let things = program.map((thing): TestResource => ({
      ...omit(thing, "fails"),
      options: omit(thing.options, "alias"),
    }));
    const changes = this.random.below(4);
    for (let index = 0; index < changes; index += 1) things = this.changed(things, mayAlias);
    return things.map((thing) => this.failing(thing));
  }

  private changed(things: readonly TestResource[], mayAlias: boolean): TestResource[] {
    const at = this.random.below(things.length);
    const thing = things[at]!;
    const put = (other: TestResource): TestResource[] => things.map((one) => (one === thing ? other : one));
    const changes = [
      () => put({ ...thing, value: thing.value + 1 }),
      () => put({ ...thing, fixed: thing.fixed + 1 }),
      () => (things.length > 1 ? without(things, thing.name) : [...things]),
      () => this.added(things),
      () => this.renamed(things, thing, mayAlias),
      () => put({ ...this.thing(thing.name, things.slice(0, at)), value: thing.value }),
    ];
    return this.random.pick(changes)();
  }

  private added(things: readonly TestResource[]): TestResource[] {
    const name = `${this.prefix}t${this.random.below(MOST_THINGS + 2)}`;
    return things.some((one) => one.name === name) ? [...things] : [...things, this.thing(name, things)];
  }

  private renamed(things: readonly TestResource[], thing: TestResource, mayAlias: boolean): TestResource[] {
    const name = `${this.prefix}r${this.random.below(3)}`;
    if (things.some((one) => one.name === name)) return [...things];
    const hasAlias = mayAlias && this.random.below(2) === 0;
    const options = hasAlias ? { ...thing.options, alias: thing.name } : thing.options;
    return renamed(things, { ...thing, options }, name);
  }

  private thing(name: string, before: readonly TestResource[]): TestResource {
    const { random } = this;
    const others = before.map((thing) => thing.name);
    const refs = others
      .filter(() => random.below(3) === 0)
      .slice(0, 2)
      .map((to) => ({ to, replaces: random.below(2) === 0 }));
    const dependsOn = others.filter(() => random.below(6) === 0);
    const deletedWith = others.find(() => random.below(8) === 0);
    return {
      ...{ name, refs, dependsOn },
      ...{
        value: random.below(3),
        fixed: random.below(2),
        deleteFirst: !this.failsDeletes && random.below(4) === 0,
      },
      options: this.options(deletedWith),
    };
  }

  private options(deletedWith: string | undefined): ResourceOptions {
    const { random } = this;
    return {
      ...(random.below(4) === 0 ? { provider: random.pick(PROVIDERS) } : {}),
      ...(this.isAlone && random.below(6) === 0 ? { protect: true } : {}),
      ...(random.below(8) === 0 ? { retainOnDelete: true } : {}),
      ...(random.below(6) === 0 ? { deleteBeforeReplace: !this.failsDeletes && random.below(2) === 0 } : {}),
      ...(random.below(6) === 0 ? { ignoreChanges: [random.pick(["value", "fixed", "ref0"])] } : {}),
      ...(random.below(8) === 0 ? { replaceOnChanges: ["*"] } : {}),
      ...(deletedWith === undefined ? {} : { deletedWith }),
    };
  }

  private failing(thing: TestResource): TestResource {
    if (this.random.below(12) > 0) return thing;
    const hooks = ["create", "create in part", "update", "update in part"];
    return { ...thing, fails: this.random.pick(this.failsDeletes ? [...hooks, "delete"] : hooks) };
  }
}

function without(things: readonly TestResource[], name: string): TestResource[] {
  return things
    .filter((thing) => thing.name !== name)
    .map((thing) => ({
      ...thing,
      refs: thing.refs.filter(({ to }) => to !== name),
      dependsOn: thing.dependsOn.filter((other) => other !== name),
      options: thing.options.deletedWith === name ? omit(thing.options, "deletedWith") : thing.options,
    }));
}

function renamed(things: readonly TestResource[], thing: TestResource, name: string): TestResource[] {
  const now = (other: string): string => (other === thing.name ? name : other);
  return things.map((one) => {
    if (one.name === thing.name) return { ...thing, name };
    const { deletedWith } = one.options;
    return {
      ...one,
      refs: one.refs.map(({ to, replaces }) => ({ to: now(to), replaces })),
      dependsOn: one.dependsOn.map(now),
      options: deletedWith === undefined ? one.options : { ...one.options, deletedWith: now(deletedWith) },
    };
  });
}
