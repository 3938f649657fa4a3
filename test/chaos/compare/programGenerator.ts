import type { ResourceOptions } from "../engine/declaredResource";
import type { Random } from "../engine/random";
import { omit } from "../support/omit";
import { KIND_LETTERS, kindLetterOf, type TestResource } from "./testResource";

/** The explicit providers of every program. */
export const PROVIDERS = ["east", "west"] as const;

const MAX_RESOURCES = 6;

/** Generates a random program, and random changes of it. */
export class ProgramGenerator {
  /**
   * @param prefix The start of the names of all resources.
   * @param isAlone Whether it is the only program of the stack.
   * @param mayFailDeletes Whether deletes may fail. Then no resource is deleted before its replacement.
   */
  public constructor(
    private readonly random: Random,
    private readonly prefix: string,
    private readonly isAlone: boolean,
    private readonly mayFailDeletes: boolean,
  ) {}

  /** A new program. */
  public generate(): TestResource[] {
    const resources: TestResource[] = [];
    const count = 2 + this.random.below(MAX_RESOURCES - 2);
    for (let index = 0; index < count; index += 1)
      resources.push(this.newResource(this.newName(index), resources));
    return resources.map((resource) => this.withRandomFailure(resource));
  }

  /** The program after some changes. */
  public change(program: readonly TestResource[], mayAlias: boolean): TestResource[] {
    let resources = program.map((resource): TestResource => ({
      ...omit(resource, "fails"),
      options: omit(resource.options, "alias"),
    }));
    const changes = this.random.below(4);
    for (let index = 0; index < changes; index += 1) resources = this.changeOne(resources, mayAlias);
    return resources.map((resource) => this.withRandomFailure(resource));
  }

  private changeOne(resources: readonly TestResource[], mayAlias: boolean): TestResource[] {
    const index = this.random.below(resources.length);
    const resource = resources[index]!;
    const replace = (changed: TestResource): TestResource[] =>
      resources.map((candidate) => (candidate === resource ? changed : candidate));
    const changes = [
      () => replace({ ...resource, value: resource.value + 1 }),
      () => replace({ ...resource, fixed: resource.fixed + 1 }),
      () => (resources.length > 1 ? without(resources, resource.name) : [...resources]),
      () => this.add(resources),
      () => this.rename(resources, resource, mayAlias),
      () =>
        replace({
          ...this.newResource(resource.name, resources.slice(0, index)),
          value: resource.value,
        }),
    ];
    return this.random.pick(changes)();
  }

  private add(resources: readonly TestResource[]): TestResource[] {
    const name = this.newName(this.random.below(MAX_RESOURCES + 2));
    if (hasName(resources, name)) return [...resources];
    return [...resources, this.newResource(name, resources)];
  }

  private rename(
    resources: readonly TestResource[],
    resource: TestResource,
    mayAlias: boolean,
  ): TestResource[] {
    const name = `${this.prefix}r${this.random.below(3)}${kindLetterOf(resource.name)}`;
    if (hasName(resources, name)) return [...resources];
    const hasAlias = mayAlias && this.random.below(2) === 0;
    const options = hasAlias ? { ...resource.options, alias: resource.name } : resource.options;
    return renamed(resources, { ...resource, options }, name);
  }

  private newName(index: number): string {
    return `${this.prefix}t${index}${this.random.pick(KIND_LETTERS)}`;
  }

  /** @param earlier The resources that the new one may refer to. */
  private newResource(name: string, earlier: readonly TestResource[]): TestResource {
    const { random } = this;
    const names = earlier.map((resource) => resource.name);
    const refs = names
      .filter(() => random.below(3) === 0)
      .slice(0, 2)
      .map((to) => ({ to, replaces: random.below(2) === 0 }));
    const dependsOn = names.filter(() => random.below(6) === 0);
    const deletedWith = names.find(() => random.below(8) === 0);
    return {
      ...{ name, refs, dependsOn },
      ...{
        value: random.below(3),
        fixed: random.below(2),
        deleteFirst: !this.mayFailDeletes && random.below(4) === 0,
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
      ...(random.below(6) === 0
        ? { deleteBeforeReplace: !this.mayFailDeletes && random.below(2) === 0 }
        : {}),
      ...(random.below(6) === 0 ? { ignoreChanges: [random.pick(["value", "fixed", "ref0"])] } : {}),
      ...(random.below(8) === 0 ? { replaceOnChanges: ["*"] } : {}),
      ...(deletedWith === undefined ? {} : { deletedWith }),
    };
  }

  private withRandomFailure(resource: TestResource): TestResource {
    if (this.random.below(12) > 0) return resource;
    const hooks = [
      ...["create", "create in part", "update", "update in part", "read", "gone"],
      ...(this.mayFailDeletes ? ["delete"] : []),
      ...(this.isAlone ? ["check"] : []),
    ];
    return { ...resource, fails: this.random.pick(hooks) };
  }
}

function hasName(resources: readonly TestResource[], name: string): boolean {
  return resources.some((resource) => resource.name === name);
}

function without(resources: readonly TestResource[], name: string): TestResource[] {
  return resources
    .filter((resource) => resource.name !== name)
    .map((resource) => ({
      ...resource,
      refs: resource.refs.filter(({ to }) => to !== name),
      dependsOn: resource.dependsOn.filter((other) => other !== name),
      options:
        resource.options.deletedWith === name ? omit(resource.options, "deletedWith") : resource.options,
    }));
}

function renamed(
  resources: readonly TestResource[],
  renamedResource: TestResource,
  newName: string,
): TestResource[] {
  const { name: oldName } = renamedResource;
  const currentName = (name: string): string => (name === oldName ? newName : name);
  return resources.map((resource) => {
    if (resource.name === oldName) return { ...renamedResource, name: newName };
    const { deletedWith, ...options } = resource.options;
    return {
      ...resource,
      refs: resource.refs.map(({ to, replaces }) => ({ to: currentName(to), replaces })),
      dependsOn: resource.dependsOn.map(currentName),
      options:
        deletedWith === undefined ? options : { ...resource.options, deletedWith: currentName(deletedWith) },
    };
  });
}
