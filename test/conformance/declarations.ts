import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

/**
 * The facts that only the type declarations of an SDK client contain, and not its schemas: the errors that an operation
 * declares, and the members that are enumerations.
 */
export class Declarations {
  private readonly members = new Map<string, ReadonlyMap<string, string>>();

  /**
   * @param folder The folder of the client's declarations, with `commands/` and `models/`.
   * @param sdk The client's module: it exports each enumeration as an object.
   */
  public constructor(
    private readonly folder: string,
    private readonly sdk: Readonly<Record<string, unknown>>,
  ) {
    for (const file of readdirSync(join(folder, "models")).filter((name) => name.endsWith(".d.ts"))) {
      this.readModels(join(folder, "models", file));
    }
  }

  /** The errors in the documentation of an operation's command, sorted by name. */
  public errorsOf(operation: string): string[] {
    const text = readFileSync(join(this.folder, "commands", `${operation}Command.d.ts`), "utf8");
    const names = [...text.matchAll(/@throws \{@link (\w+)\} \(\w+ fault\)/g)].map(([, name = ""]) => name);
    return [...new Set(names)].sort();
  }

  /** The values of a member that is an enumeration. Undefined for all other members. */
  public valuesOf(structure: string, member: string): string[] | undefined {
    const enumeration = this.sdk[this.members.get(structure)?.get(member) ?? ""];
    if (typeof enumeration !== "object" || enumeration === null) return undefined;
    const values = Object.values(enumeration);
    return values.every((value) => typeof value === "string") ? values.sort() : undefined;
  }

  private readModels(file: string): void {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
    for (const statement of source.statements.filter(ts.isInterfaceDeclaration)) {
      const types = statement.members.filter(ts.isPropertySignature).map((property): [string, string] => {
        const [type = ""] = property.type?.getText(source).split(" | ") ?? [];
        return [property.name.getText(source), type];
      });
      this.members.set(statement.name.text, new Map(types));
    }
  }
}
