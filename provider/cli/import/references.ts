import type { ImportedEntity } from "./importSource";

/** The outputs of resources that a program declares, for use in the declarations that follow. */
export class References {
  private readonly expressions = new Map<string, string>();

  /** Makes the outputs of a resource available. */
  public add({ provides, outputs, expression }: ImportedEntity): void {
    for (const [property, output] of Object.entries(provides)) {
      this.set(property, outputs[output], `${expression}.${output}`);
    }
  }

  /** Makes an expression available for a value of a property. */
  public set(property: string, value: unknown, expression: string): void {
    this.expressions.set(keyOf(property, value), expression);
  }

  /** The expression for a value of a property: an output, or the value itself. */
  public expressionOf(property: string, value: unknown): string {
    return this.expressions.get(keyOf(property, value)) ?? quoted(value);
  }

  /** Properties as TypeScript. */
  public propertiesOf(properties: Readonly<Record<string, unknown>>): string[] {
    return Object.entries(properties).map(([name, value]) => `${name}: ${this.expressionOf(name, value)}`);
  }
}

/** A value as TypeScript: a JSON string is one. */
export function quoted(value: unknown): string {
  return JSON.stringify(value);
}

function keyOf(property: string, value: unknown): string {
  return `${property}=${String(value)}`;
}
